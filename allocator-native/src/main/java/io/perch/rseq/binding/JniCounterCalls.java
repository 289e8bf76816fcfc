/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.call.CounterCalls;

/** Counting through JNI. */
final class JniCounterCalls extends CounterCalls {
    @Override
    public int add(long cells, int count, long value) {
        return JniNatives.add(cells, count, value);
    }
}
