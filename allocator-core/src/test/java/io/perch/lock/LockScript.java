/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.inject.Faults;
import io.perch.inject.Script;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for a lock with a heap that may be full at any allocation. A wait that fails leaves nothing behind. */
final class LockScript implements Script {
    /** How waiters wait. */
    enum Kind { TRYING, PARKING }

    private final ParkingLock lock;

    LockScript(Kind kind) {
        this.lock = new ParkingLock(OwnerWatch.ofProcess(), kind == Kind.TRYING ? 1 : 0, ParkingLock.PATIENCE);
    }

    @Override
    public void run(Faults faults) {
        faults.attempt(() -> {
            lock.acquire();
            lock.release();
        });
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread owner = new Thread(() -> {
            lock.acquire();
            held.countDown();
            await(end);
            lock.release();
        });
        owner.start();
        await(held);
        faults.attempt(() -> {
            try {
                assertThat(lock.acquire(TimeUnit.MICROSECONDS.toNanos(500))).isFalse();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        end.countDown();
        faults.attempt(() -> {
            lock.acquire();
            lock.release();
        });
        try {
            owner.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void check() {
        assertThat(lock.owner()).isNull();
        assertThat(lock.isWaitedFor()).isFalse();
        lock.acquire();
        lock.release();
    }
}
