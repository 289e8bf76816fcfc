/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What {@code java.util.concurrent.locks.Lock} promises, and owners that are gone, or not on a CPU. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnerAwareLockTest {
    private static final long WHILE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int THREADS = 8;
    private static final int TURNS = 20_000;

    private final OwnerAwareLock lock = new OwnerAwareLock();
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();

    /** What a thread does. */
    private interface Task {
        void run() throws Exception;
    }

    private Thread start(Task task) {
        Thread thread = new Thread(() -> perform(task));
        thread.start();
        return thread;
    }

    private void perform(Task task) {
        try {
            task.run();
        } catch (Throwable e) {
            thrown.set(e);
        }
    }

    private static void awaitParked(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
            LockSupport.parkNanos(100_000);
        }
    }

    @Test
    void oneThreadHasItAtATime() throws InterruptedException {
        int[] count = {0};
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            threads.add(start(() -> {
                for (int i = 0; i < TURNS; i++) {
                    lock.lock();
                    try {
                        count[0]++;
                    } finally {
                        lock.unlock();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(count[0]).isEqualTo(THREADS * TURNS);
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void theDocumentedExampleWorks() {
        SharedBook book = new SharedBook();
        book.quote(99, 101);
        assertThat(book.spread()).isEqualTo(2);
    }

    @Test
    void itIsNotReentrant() throws InterruptedException {
        lock.lock();
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        assertThat(lock.tryLock()).isFalse();
        assertThatThrownBy(lock::lock).isInstanceOf(IllegalMonitorStateException.class).hasMessageContaining("not reentrant");
        assertThatThrownBy(lock::lockInterruptibly).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> lock.tryLock(1, TimeUnit.SECONDS)).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(lock.tryLock(0, TimeUnit.SECONDS)).isFalse();
        assertThat(lock).asString().endsWith("[locked by " + Thread.currentThread().getName() + ']');
        lock.unlock();
        assertThat(lock).asString().endsWith("[free]");
    }

    @Test
    void onlyTheOwnerUnlocks() throws InterruptedException {
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
        lock.lock();
        start(() -> assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class)).join();
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        assertThat(thrown.get()).isNull();
        lock.unlock();
    }

    @Test
    void thereAreNoConditions() {
        assertThatThrownBy(lock::newCondition).isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("ReentrantLock");
    }

    @Test
    void anInterruptEndsAWaitThatAllowsIt() throws InterruptedException {
        lock.lock();
        Thread waiter = start(lock::lockInterruptibly);
        awaitParked(waiter);
        waiter.interrupt();
        waiter.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        lock.unlock();
        Thread interrupted = start(() -> {
            Thread.currentThread().interrupt();
            lock.tryLock(1, TimeUnit.SECONDS);
        });
        thrown.set(null);
        interrupted.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(lock.tryLock()).isTrue();
    }

    @Test
    void anInterruptNeitherEndsAnyOtherWaitNorIsLost() throws InterruptedException {
        lock.lock();
        boolean[] kept = {false};
        Thread waiter = start(() -> {
            lock.lock();
            kept[0] = Thread.interrupted();
            lock.unlock();
        });
        awaitParked(waiter);
        waiter.interrupt();
        LockSupport.parkNanos(WHILE);
        assertThat(waiter.isAlive()).isTrue();
        lock.unlock();
        waiter.join();
        assertThat(kept[0]).isTrue();
    }

    @Test
    void aWaitEndsInTime() throws InterruptedException {
        lock.lock();
        boolean[] got = {true};
        long[] nanos = {0};
        start(() -> {
            long begin = System.nanoTime();
            got[0] = lock.tryLock(WHILE, TimeUnit.NANOSECONDS);
            nanos[0] = System.nanoTime() - begin;
        }).join();
        assertThat(got[0]).isFalse();
        assertThat(nanos[0]).isGreaterThanOrEqualTo(WHILE);
        Thread waiter = start(() -> got[0] = lock.tryLock(1, TimeUnit.HOURS));
        awaitParked(waiter);
        lock.unlock();
        waiter.join();
        assertThat(got[0]).isTrue();
    }

    /** The numbers of threads that have ended go to others; whatever the waiters see then, they end in time, and nothing breaks. */
    @Test
    void anOwnerThatHasEndedHarmsNobody() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            OwnerAwareLock orphan = new OwnerAwareLock();
            CountDownLatch held = new CountDownLatch(1);
            Thread owner = start(() -> {
                orphan.lock();
                held.countDown();
            });
            held.await();
            Thread waiter = start(() -> assertThat(orphan.tryLock(1, TimeUnit.MILLISECONDS)).isFalse());
            assertThat(orphan.tryLock(1, TimeUnit.MILLISECONDS)).isFalse();
            owner.join();
            waiter.join();
            assertThat(orphan.isLocked()).isTrue();
        }
        assertThat(thrown.get()).isNull();
    }

    /** Its carrier runs on, so that its clock tells nothing of the owner. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aVirtualOwnerThatLeavesItsCarrierIsWaitedForInThePark() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread owner = startVirtual(() -> {
            lock.lock();
            held.countDown();
            end.await();
            lock.unlock();
        });
        held.await();
        Thread busy = startVirtual(() -> {
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        Thread waiter = start(() -> {
            lock.lock();
            lock.unlock();
        });
        awaitParked(waiter);
        end.countDown();
        waiter.join();
        owner.join();
        busy.join();
        assertThat(thrown.get()).isNull();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsThatWaitLeaveTheirCarriers() throws Exception {
        lock.lock();
        int[] count = {0};
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waiters.add(startVirtual(() -> {
                lock.lock();
                count[0]++;
                Thread.yield();
                lock.unlock();
            }));
        }
        CountDownLatch ran = new CountDownLatch(1);
        startVirtual(ran::countDown);
        ran.await();
        lock.unlock();
        for (Thread waiter : waiters) {
            waiter.join();
        }
        assertThat(count[0]).isEqualTo(waiters.size());
    }

    /** As the tests compile for a release without virtual threads. */
    private Thread startVirtual(Task task) throws ReflectiveOperationException {
        return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable) () -> perform(task));
    }
}
