/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** One way from Java to the critical sections. */
interface Binding {
    /** As {@code -Dperch.binding} names it. */
    String name();

    /** The operations, which the JIT sees as one final class. */
    SlabCalls calls(IndexMode mode);

    /** The operations for several homes; see {@link NativePlatform#homeCalls}. */
    SlabCalls homeCalls(IndexMode mode);

    /** The mark by which a thread finds out that it was switched out. */
    SwitchCalls switchCalls();

    /** Counting per CPU. */
    CounterCalls counterCalls();

    /** Where a thread runs. */
    LocationCalls locationCalls();

    /** The floor that benchmarks compare with. */
    NativeFloor floor();
}
