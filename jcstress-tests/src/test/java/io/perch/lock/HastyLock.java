/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

/** Its waiters park without a last look at the lock. */
public final class HastyLock extends LockUnderTest {
    @Override
    boolean look(Thread me) {
        return false;
    }
}
