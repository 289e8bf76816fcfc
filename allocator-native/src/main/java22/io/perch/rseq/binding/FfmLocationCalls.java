/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.call.LocationCalls;
import java.lang.invoke.MethodHandle;

/** Where the calling thread runs, through critical foreign calls. */
final class FfmLocationCalls extends LocationCalls {
    private static final MethodHandle CPU = FfmFunctions.location("cpu");
    private static final MethodHandle NODE = FfmFunctions.location("node");
    private static final MethodHandle KERNEL_NODE = FfmFunctions.location("kernel_node");
    private static final MethodHandle VIRTUAL_CPU = FfmFunctions.location("vcpu");

    @Override
    public int cpu() {
        try {
            return (int) CPU.invokeExact();
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }

    @Override
    public int node() {
        try {
            return (int) NODE.invokeExact();
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }

    @Override
    public int kernelNode() {
        try {
            return (int) KERNEL_NODE.invokeExact();
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }

    @Override
    public int virtualCpu() {
        try {
            return (int) VIRTUAL_CPU.invokeExact();
        } catch (Throwable e) {
            throw FfmFunctions.impossible(e);
        }
    }
}
