/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** As {@link JniNotifyCalls}, with several homes. */
final class JniNotifyHomeCalls extends JniVcpuHomeCalls {
    private static final boolean OWN = NativeFloor.ownArea();

    @Override
    public long pop(long table, int sizeClass) {
        return OWN ? JniNatives.popHomeOwn(table, sizeClass) : JniNatives.popHomeNotify(table, sizeClass);
    }

    @Override
    public int push(long table, int lists, long block) {
        return OWN ? JniNatives.pushHomeOwn(table, lists, block) : JniNatives.pushHomeNotify(table, lists, block);
    }
}
