/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.rseq.call.LocationCalls;

/** Without native code nobody can tell. */
final class NoLocationCalls extends LocationCalls {
    @Override
    public int cpu() {
        return UNKNOWN;
    }

    @Override
    public int node() {
        return UNKNOWN;
    }

    @Override
    public int kernelNode() {
        return UNKNOWN;
    }

    @Override
    public int virtualCpu() {
        return UNKNOWN;
    }
}
