/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** As {@link JniVcpuCalls}, with what the thread has kept on the hot path. */
final class JniNotifyCalls extends JniVcpuCalls {
    private static final boolean OWN = NativeFloor.ownArea();

    @Override
    public long pop(long table, int sizeClass) {
        return OWN ? JniNatives.popOwn(table, sizeClass) : JniNatives.popNotify(table, sizeClass);
    }

    @Override
    public int push(long table, int sizeClass, long block) {
        return OWN ? JniNatives.pushOwn(table, sizeClass, block) : JniNatives.pushNotify(table, sizeClass, block);
    }
}
