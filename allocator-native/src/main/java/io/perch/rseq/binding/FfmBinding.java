/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

/** Takes the place of the foreign function binding of Java 22 and later, and says why there is none. */
final class FfmBinding {
    private FfmBinding() {
    }

    /**
     * The foreign function binding.
     *
     * @throws UnsupportedOperationException always, with the reason
     */
    static Binding open() {
        int feature = Runtime.version().feature();
        throw new UnsupportedOperationException(feature < 22
                ? "critical foreign calls need Java 22 or later, and this is Java " + feature
                : "the classes for Java 22 and later are only found in the packaged jar");
    }

    /** Has nothing to prepare. */
    static void prepare() {
    }
}
