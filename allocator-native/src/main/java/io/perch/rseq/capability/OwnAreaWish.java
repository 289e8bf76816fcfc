/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.capability;

/** In which threads the user wants Perch to register a {@code struct rseq} of its own; in the order of {@code own_area.h}. */
public enum OwnAreaWish {
    /** In none. */
    OFF,
    /** Where libc registers none. */
    AUTO,
    /** In all: what libc registered is undone, thread by thread. */
    TAKEOVER
}
