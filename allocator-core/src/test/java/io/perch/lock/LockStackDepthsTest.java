/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.inject.StackDepths;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lock and its unlock with 0 to 400 stack frames left: either both happen or none. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockStackDepthsTest {
    private final OwnerAwareLock lock = new OwnerAwareLock();
    private volatile boolean over;

    @Test
    void nothingIsLeftLocked() {
        StackDepths.few().each(this::turn, this::assertFree);
    }

    /** With others that wait, which have to be woken. */
    @Test
    void nobodyIsLeftWaiting() throws InterruptedException {
        Thread other = new Thread(() -> {
            while (!over) {
                lock.lock();
                LockSupport.parkNanos(20_000);
                lock.unlock();
            }
        });
        other.start();
        StackDepths.few().each(this::turn, this::turn);
        over = true;
        other.join();
        assertFree();
    }

    private void turn() {
        lock.lock();
        lock.unlock();
    }

    private void assertFree() {
        assertThat(lock.isLocked()).isFalse();
    }
}
