/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import java.lang.invoke.MethodHandle;

/** As {@link FfmVcpuCalls}, with what the thread has kept on the hot path. */
final class FfmNotifyCalls extends FfmVcpuCalls {
    private static final MethodHandle POP = FfmFunctions.pop(FfmFunctions.notifyMode());
    private static final MethodHandle PUSH = FfmFunctions.push(FfmFunctions.notifyMode());

    @Override
    public long pop(long table, int sizeClass) {
        try {
            return (long) POP.invokeExact(table, sizeClass);
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }

    @Override
    public int push(long table, int sizeClass, long block) {
        try {
            return (int) PUSH.invokeExact(table, sizeClass, block);
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }
}
