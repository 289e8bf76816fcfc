/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import java.lang.invoke.MethodHandle;

/** As {@link FfmCpuCalls}, with several homes. */
class FfmCpuHomeCalls extends FfmCpuCalls {
    private static final MethodHandle POP = FfmFunctions.pop("home_cpu");
    private static final MethodHandle PUSH = FfmFunctions.push("home_cpu");
    private static final MethodHandle PUSH_BATCH = FfmFunctions.pushBatch("home_cpu");

    @Override
    public long pop(long table, int sizeClass) {
        try {
            return (long) POP.invokeExact(table, sizeClass);
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }

    @Override
    public int push(long table, int lists, long block) {
        try {
            return (int) PUSH.invokeExact(table, lists, block);
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }

    @Override
    public int pushBatch(long table, int lists, long source, int count) {
        try {
            return (int) PUSH_BATCH.invokeExact(table, lists, source, count);
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }
}
