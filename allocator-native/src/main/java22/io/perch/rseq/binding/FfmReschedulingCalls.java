/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import java.lang.invoke.MethodHandle;

/** The mark through a critical foreign call; the rest enters the kernel, which such a call may not. */
final class FfmReschedulingCalls extends JniReschedulingCalls {
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
