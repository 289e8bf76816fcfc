/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.call.SlabCalls;
import java.lang.invoke.MethodHandle;

/** Operations through critical foreign calls. The class of {@link Variant#CPU}, and what those of the others are copied from. */
final class FfmCpuCalls extends SlabCalls {
    private static final MethodHandle POP = FfmFunctions.pop(Variant.CPU);
    private static final MethodHandle PUSH = FfmFunctions.push(Variant.CPU);
    private static final MethodHandle POP_BATCH = FfmFunctions.popBatch(Variant.CPU);
    private static final MethodHandle PUSH_BATCH = FfmFunctions.pushBatch(Variant.CPU);
    private static final MethodHandle GROW = FfmFunctions.grow(Variant.CPU);
    private static final MethodHandle INDEX = FfmFunctions.index(Variant.CPU);

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

    @Override
    public int popBatch(long table, int sizeClass, long target, int count) {
        try {
            return (int) POP_BATCH.invokeExact(table, sizeClass, target, count);
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }

    @Override
    public int pushBatch(long table, int sizeClass, long source, int count) {
        try {
            return (int) PUSH_BATCH.invokeExact(table, sizeClass, source, count);
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }

    @Override
    public int grow(long table, int sizeClass, int index, int count) {
        try {
            return (int) GROW.invokeExact(table, sizeClass, (long) index, count);
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }

    @Override
    public int index() {
        try {
            return (int) INDEX.invokeExact();
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }
}
