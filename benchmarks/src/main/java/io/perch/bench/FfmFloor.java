/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

/** Stands where the floor through foreign calls is on Java 22 and later. */
final class FfmFloor {
    private FfmFloor() {
    }

    /** Never called: below Java 22 there is no such binding. */
    static NativeFloor open() {
        throw new UnsupportedOperationException("foreign calls need Java 22 or later");
    }
}
