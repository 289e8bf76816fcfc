/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.stats.LockKind;
import io.perch.stats.LockStats;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a lock counts of itself, and what is added up of several. */
@Timeout(60)
class CountedLockTest {
    private final CountedLock lock = new CountedLock(LockKind.ARENA);

    private LockStats counts() {
        LockTally tally = new LockTally();
        tally.add(lock);
        return tally.sums().get(LockKind.ARENA.ordinal());
    }

    @Test
    void whoFindsItFreeIsCountedOnceAndDoesNotWait() {
        for (int i = 0; i < 10; i++) {
            lock.lock();
            lock.unlock();
        }
        assertThat(lock.tryLock()).isTrue();
        assertThat(lock.tryLock()).isFalse();
        assertThat(counts()).isEqualTo(new LockStats(LockKind.ARENA, 11, 0, 0));
    }

    @Test
    void whoLooksAtTheCountsIsNotCounted() {
        lock.lockUncounted();
        assertThat(lock.tryLock()).isFalse();
        assertThat(counts()).isEqualTo(new LockStats(LockKind.ARENA, 0, 0, 0));
        lock.unlock();
        assertThat(lock.tryLock()).isTrue();
    }

    @Test
    void whoWaitsIsContendedOnce() throws InterruptedException {
        lock.lock();
        Thread waiter = new Thread(lock::lock);
        waiter.start();
        while (waiter.getStackTrace().length == 0 || !isInWait(waiter)) {
            Thread.onSpinWait();
        }
        lock.unlock();
        waiter.join();
        LockStats counts = counts();
        assertThat(counts.acquisitions()).isEqualTo(2);
        assertThat(counts.contended()).isEqualTo(1);
        assertThat(counts.spins()).isPositive();
    }

    private static boolean isInWait(Thread waiter) {
        for (StackTraceElement frame : waiter.getStackTrace()) {
            if (frame.getClassName().endsWith("Waiting")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void noAcquisitionIsLostWhenManyWait() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 10_000; i++) {
                    lock.lock();
                    lock.unlock();
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        LockStats counts = counts();
        assertThat(counts.acquisitions()).isEqualTo(40_000);
        assertThat(counts.spins()).isGreaterThanOrEqualTo(counts.contended());
    }

    @Test
    void kindsAreAddedUpApart() {
        CountedLock other = new CountedLock(LockKind.CENTRAL_LIST);
        CountedLock same = new CountedLock(LockKind.ARENA);
        for (CountedLock each : List.of(lock, other, same, same)) {
            each.lock();
            each.unlock();
        }
        LockTally tally = new LockTally();
        List.of(lock, other, same).forEach(tally::add);
        tally.add(LockKind.LIMIT, 5, 4, 3);
        LockTally all = new LockTally();
        all.add(tally);
        all.add(tally);
        assertThat(all.sums()).extracting(LockStats::kind).containsExactly(LockKind.values());
        assertThat(all.sums()).filteredOn(sum -> sum.acquisitions() > 0).containsExactly(
                new LockStats(LockKind.CENTRAL_LIST, 2, 0, 0), new LockStats(LockKind.ARENA, 6, 0, 0),
                new LockStats(LockKind.LIMIT, 10, 8, 6));
    }
}
