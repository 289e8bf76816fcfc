/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The lock of all slow paths, with waiters of each kind. */
@Timeout(60)
class SpinLockTest {
    /** Long enough for a waiter to go through spinning, and to nap. */
    private static final long HELD_NANOS = 20_000_000;

    private final SpinLock lock = new SpinLock();

    @Test
    void oneThreadHasIt() {
        lock.lock();
        assertThat(lock.tryLock()).isFalse();
        lock.unlock();
        assertThat(lock.tryLock()).isTrue();
    }

    @Test
    void waitersGetItOneAfterTheOther() throws InterruptedException {
        int[] count = {0};
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 10_000; i++) {
                    lock.lock();
                    count[0]++;
                    lock.unlock();
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(count[0]).isEqualTo(80_000);
    }

    @Test
    void anInterruptNeitherEndsTheWaitNorIsLost() throws InterruptedException {
        AtomicInteger got = new AtomicInteger();
        lock.lock();
        Thread waiter = new Thread(() -> {
            Thread.currentThread().interrupt();
            lock.lock();
            got.set(Thread.interrupted() ? 2 : 1);
        });
        waiter.start();
        LockSupport.parkNanos(HELD_NANOS);
        assertThat(got.get()).isEqualTo(0);
        lock.unlock();
        waiter.join();
        assertThat(got.get()).isEqualTo(2);
    }

    /** Threads that wait for a lock may hold another, so those behind them in the queue of their carrier must not come first. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsThatWaitKeepTheirCarriers() throws Exception {
        int carriers = Integer.getInteger("jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
        CountDownLatch waiting = new CountDownLatch(carriers);
        CountDownLatch done = new CountDownLatch(carriers);
        AtomicInteger others = new AtomicInteger();
        lock.lock();
        for (int i = 0; i < carriers; i++) {
            startVirtual(() -> {
                waiting.countDown();
                lock.lock();
                lock.unlock();
                done.countDown();
            });
        }
        waiting.await();
        startVirtual(others::incrementAndGet);
        LockSupport.parkNanos(HELD_NANOS);
        int ranMeanwhile = others.get();
        lock.unlock();
        done.await();
        assertThat(ranMeanwhile).isEqualTo(0);
    }

    /** As the tests compile for a release without virtual threads. */
    private static void startVirtual(Runnable task) throws ReflectiveOperationException {
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }
}
