/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.call.ReschedulingCalls;

/** The mark, and what it takes to set it, through JNI. */
class JniReschedulingCalls extends ReschedulingCalls {
    @Override
    public boolean marked() {
        return JniNatives.marked() != 0;
    }

    @Override
    public final long rearm() {
        return JniNatives.rearm();
    }

    @Override
    public final long switches() {
        return JniNatives.switches();
    }
}
