/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.rseq.call.ClockCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No wake-up is lost: here no thread looks by itself, so that one that is not woken waits until the test fails. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParkingLockTest {
    private static final int THREADS = 6;
    private static final int TURNS = 5_000;
    private static final int INTERRUPTS = 2_000;

    private interface Turn {
        boolean take(ParkingLock lock, SplittableRandom random) throws InterruptedException;
    }

    private static void compete(ParkingLock lock, Turn turn) throws InterruptedException {
        int[] count = {0};
        AtomicInteger got = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            SplittableRandom random = new SplittableRandom(t);
            threads.add(new Thread(() -> {
                for (int i = 0; i < TURNS; i++) {
                    try {
                        if (turn.take(lock, random)) {
                            count[0]++;
                            got.incrementAndGet();
                            lock.release();
                        }
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(count[0]).isEqualTo(got.get()).isPositive();
        assertThat(lock.owner()).isNull();
    }

    /** With threads that all park at once, and with one that may try. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void everyWaiterIsWoken(int mostTrying) throws InterruptedException {
        compete(new ParkingLock(OwnerWatch.ofProcess(), mostTrying, ParkingLock.FOREVER), (lock, random) -> {
            lock.acquire();
            return true;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void alsoBesideWaitersThatGiveUp(int mostTrying) throws InterruptedException {
        compete(new ParkingLock(new OwnerWatch(null), mostTrying, ParkingLock.FOREVER), (lock, random) -> {
            if (random.nextInt(3) > 0) {
                return lock.acquire(random.nextLong(30_000));
            }
            lock.acquire();
            return true;
        });
    }

    /** The one that is woken first may be interrupted at that moment: another one has to be woken in its place. */
    @Test
    void aWakeUpOfOneThatIsInterruptedGoesOn() throws InterruptedException {
        ParkingLock lock = new ParkingLock(new OwnerWatch(null), 0, ParkingLock.FOREVER);
        for (int i = 0; i < INTERRUPTS; i++) {
            lock.acquire();
            Thread first = new Thread(() -> {
                try {
                    if (lock.acquire(ParkingLock.FOREVER)) {
                        lock.release();
                    }
                } catch (InterruptedException e) {
                    // as it should be, or may
                }
            });
            Thread second = new Thread(() -> {
                lock.acquire();
                lock.release();
            });
            startAndAwaitParked(first);
            startAndAwaitParked(second);
            if (i % 2 == 0) {
                first.interrupt();
                lock.release();
            } else {
                lock.release();
                first.interrupt();
            }
            first.join();
            second.join();
        }
        assertThat(lock.owner()).isNull();
    }

    private static void startAndAwaitParked(Thread thread) {
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.yield();
        }
    }

    /** To wake a virtual thread takes memory, which may be missing. */
    @Test
    void aWaiterThatNobodyWakesLooksByItself() throws InterruptedException {
        ParkingLock lock = new ParkingLock(new OwnerWatch(null), 0, TimeUnit.MILLISECONDS.toNanos(1)) {
            @Override
            void wake(Thread thread) {
                throw new OutOfMemoryError("there is none to wake with");
            }
        };
        lock.acquire();
        Thread waiter = new Thread(() -> {
            lock.acquire();
            lock.release();
        });
        startAndAwaitParked(waiter);
        lock.release();
        waiter.join();
        assertThat(lock.owner()).isNull();
    }

    /** What a clock shows decides how long a thread looks at the lock. */
    @Test
    void aWaiterParksAtOnceIfTheOwnersClockStands() throws InterruptedException {
        int standing = looksUntilParked(0);
        int running = looksUntilParked(1);
        assertThat(standing).isEqualTo(2);
        assertThat(running).isGreaterThan(10);
        assertThat(looksUntilParked(-1)).as("looks at the clock of a thread that has ended").isEqualTo(1);
    }

    /** @param step what the clock advances by; it is negative from the start if that is */
    private static int looksUntilParked(int step) throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        OwnerWatch watch = new OwnerWatch(new ClockCalls() {
            @Override
            public int threadClock() {
                return -1;
            }

            @Override
            public long cpuNanos(int clock) {
                return (long) looks.incrementAndGet() * step;
            }
        });
        ParkingLock lock = new ParkingLock(watch, 1, ParkingLock.FOREVER);
        lock.acquire();
        Thread waiter = new Thread(() -> {
            lock.acquire();
            lock.release();
        });
        startAndAwaitParked(waiter);
        int seen = looks.get();
        lock.release();
        waiter.join();
        return seen;
    }
}
