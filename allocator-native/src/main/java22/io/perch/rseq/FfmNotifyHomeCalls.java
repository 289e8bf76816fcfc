/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import java.lang.invoke.MethodHandle;

/** As {@link FfmNotifyCalls}, with several homes. */
final class FfmNotifyHomeCalls extends FfmVcpuHomeCalls {
    private static final MethodHandle POP = FfmFunctions.pop("home_" + FfmFunctions.notifyMode());
    private static final MethodHandle PUSH = FfmFunctions.push("home_" + FfmFunctions.notifyMode());

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
}
