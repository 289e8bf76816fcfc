/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** The mark through JNI. */
final class JniSwitchCalls extends SwitchCalls {
    @Override
    public boolean marked() {
        return JniNatives.marked() != 0;
    }
}
