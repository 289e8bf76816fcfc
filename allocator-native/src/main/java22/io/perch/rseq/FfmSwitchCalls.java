/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import java.lang.invoke.MethodHandle;

/** The mark through a critical foreign call. */
final class FfmSwitchCalls extends SwitchCalls {
    private static final MethodHandle MARKED = FfmFunctions.marked();

    @Override
    public boolean marked() {
        try {
            return (int) MARKED.invokeExact() != 0;
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }
}
