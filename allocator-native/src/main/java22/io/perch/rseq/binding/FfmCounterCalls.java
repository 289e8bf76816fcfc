/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.call.CounterCalls;
import java.lang.invoke.MethodHandle;

/** Counting through critical foreign calls. */
final class FfmCounterCalls extends CounterCalls {
    private static final MethodHandle ADD = FfmFunctions.add();

    @Override
    public int add(long cells, int count, long value) {
        try {
            return (int) ADD.invokeExact(cells, count, value);
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }
}
