/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.call.LocationCalls;

/** Where the calling thread runs, through JNI. */
final class JniLocationCalls extends LocationCalls {
    @Override
    public int cpu() {
        return JniNatives.locationCpu();
    }

    @Override
    public int node() {
        return JniNatives.locationNode();
    }

    @Override
    public int kernelNode() {
        return JniNatives.locationKernelNode();
    }

    @Override
    public int virtualCpu() {
        return JniNatives.locationVcpu();
    }
}
