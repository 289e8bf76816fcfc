/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.capability;

/** Who has a say in whether a capability is active. */
public enum Voter {
    /** The kernel offers it, or has no part in it. */
    KERNEL,
    /** Libc and the Java runtime offer it. */
    LIBC,
    /** The user does not forbid it. */
    CONFIGURATION,
    /** It was seen to work, or needs no proof. */
    PROOF
}
