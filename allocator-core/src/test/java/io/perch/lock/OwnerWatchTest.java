/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.rseq.call.ClockCalls;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** Clocks of the kernel, and machines that have none that are of use. */
@Timeout(60)
class OwnerWatchTest {
    static boolean watches() {
        return OwnerAwareLock.available();
    }

    private static ClockCalls clocks(int number, LongSupplier nanos) {
        return new ClockCalls() {
            @Override
            public int threadClock() {
                return number;
            }

            @Override
            public long cpuNanos(int clock) {
                return nanos.getAsLong();
            }
        };
    }

    @Test
    void whatIsMissingHasItsReason() {
        assertThat(OwnerWatch.reason(clocks(ClockCalls.NONE, () -> 0))).contains("libc");
        assertThat(OwnerWatch.reason(clocks(1, () -> -1))).contains("refuses");
        assertThat(OwnerWatch.reason(clocks(1, () -> System.nanoTime() / 10_000_000))).contains("ticks");
        assertThat(OwnerWatch.reason(clocks(1, System::nanoTime))).isEmpty();
        assertThat(new OwnerWatch(null).cpuNanos(Thread.currentThread())).isEqualTo(OwnerWatch.UNKNOWN);
    }

    @Test
    @EnabledIf("watches")
    void aClockRunsWithItsThreadAndStandsWithIt() throws InterruptedException {
        OwnerWatch watch = OwnerWatch.ofProcess();
        CountDownLatch known = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread sleeper = new Thread(() -> {
            watch.introduce(Thread.currentThread());
            known.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(watch.cpuNanos(sleeper)).isEqualTo(OwnerWatch.UNKNOWN);
        sleeper.start();
        known.await();
        assertThat(watch.cpuNanos(sleeper)).isPositive();
        // On a busy machine it is a while until it sleeps.
        long slept;
        do {
            slept = watch.cpuNanos(sleeper);
            Thread.sleep(5);
        } while (sleeper.getState() != Thread.State.WAITING || watch.cpuNanos(sleeper) != slept);
        Thread me = Thread.currentThread();
        watch.introduce(me);
        long before = watch.cpuNanos(me);
        assertThat(watch.cpuNanos(me)).isGreaterThan(before);
        end.countDown();
        sleeper.join();
        // A thread is joined a moment before the kernel has let go of it.
        while (watch.cpuNanos(sleeper) >= 0) {
            Thread.sleep(1);
        }
    }
}
