/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a thread is told, against the context switches that {@code /proc} shows. */
class ReschedulingIT {
    private static final int SLEEPS = 500;
    private static final int YIELDS = 2_000;
    private static final long SPIN_NANOS = 500_000_000;
    private static final long CPU_SET_BYTES = 1024;

    @BeforeAll
    static void switchOn() {
        System.setProperty("perch.notify", "on");
        assumeTrue(Rescheduling.available(), Rescheduling.reason());
    }

    /** Numbers that were true at one moment. */
    private record Sample(long kernel, long perch) {
        /** No switch between two looks at the kernel's number. */
        static Sample take() throws IOException {
            while (true) {
                long before = kernelCount();
                long perch = Rescheduling.count();
                if (kernelCount() == before) {
                    return new Sample(before, perch);
                }
            }
        }

        private static long kernelCount() throws IOException {
            try (var lines = Files.lines(Path.of("/proc/thread-self/status"))) {
                return lines.filter(line -> line.contains("voluntary_ctxt_switches"))
                        .mapToLong(line -> Long.parseLong(line.split("\\s+")[1])).sum();
            }
        }

        /** Switches since an earlier sample, which kernel and Perch must agree on. */
        long since(Sample earlier) {
            assertThat(perch - earlier.perch).as("what Perch counted, to what the kernel did").isEqualTo(kernel - earlier.kernel);
            return kernel - earlier.kernel;
        }
    }

    @Test
    void everySleepIsNoticed() throws IOException {
        int noticed = 0;
        Sample start = Sample.take();
        for (int i = 0; i < SLEEPS; i++) {
            LockSupport.parkNanos(100_000);
            noticed += isNoticed(start) ? 1 : 0;
        }
        assertThat(Sample.take().since(start)).isGreaterThanOrEqualTo(noticed);
        assertThat(noticed).isGreaterThan(SLEEPS / 2);
    }

    /** A sleep that ends before the thread is switched out, as when a hypervisor takes its time, is none to the kernel either. */
    private static boolean isNoticed(Sample start) throws IOException {
        if (Rescheduling.wasDescheduled()) {
            return true;
        }
        Sample.take().since(start);
        return false;
    }

    /** The allocator sets the mark again before the thread asks. */
    @Test
    void noSwitchIsLostToAThreadThatAllocatesInModeNotify() throws IOException {
        try (PerchAllocator perch = PerchAllocator.create(PerchConfig.builder().mode(Mode.NOTIFY).build())) {
            assumeTrue(perch.mode() == Mode.NOTIFY, perch.modeReason());
            int noticed = 0;
            Sample start = Sample.take();
            for (int i = 0; i < SLEEPS; i++) {
                LockSupport.parkNanos(100_000);
                perch.free(perch.allocate(256));
                noticed += isNoticed(start) ? 1 : 0;
                perch.free(perch.allocate(256));
            }
            assertThat(Sample.take().since(start)).isGreaterThanOrEqualTo(noticed);
            assertThat(noticed).isGreaterThan(SLEEPS / 2);
        }
    }

    @Test
    void spinningIsNoSwitch() throws IOException {
        Sample start = Sample.take();
        long noticed = spin();
        assertThat(noticed).isLessThanOrEqualTo(Sample.take().since(start));
    }

    /** The losses that were noticed. */
    private static long spin() {
        long noticed = 0;
        long end = System.nanoTime() + SPIN_NANOS;
        while (System.nanoTime() < end) {
            noticed += Rescheduling.wasDescheduled() ? 1 : 0;
        }
        return noticed;
    }

    @Test
    void yieldsAndPreemptionsOnACpuThatAnotherThreadWants() throws Exception {
        AtomicLong failures = new AtomicLong();
        List<Thread> both = new ArrayList<>();
        Thread competitor = new Thread(() -> {
            pin();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
        long[] switches = {0, 0};
        Throwable[] thrown = {null};
        both.add(competitor);
        both.add(new Thread(() -> {
            pin();
            try {
                Sample start = Sample.take();
                for (int i = 0; i < YIELDS; i++) {
                    Thread.yield();
                    Rescheduling.wasDescheduled();
                }
                Sample yielded = Sample.take();
                switches[0] = yielded.since(start);
                spin();
                switches[1] = Sample.take().since(yielded);
            } catch (IOException | AssertionError e) {
                thrown[0] = e;
                failures.incrementAndGet();
            } finally {
                competitor.interrupt();
            }
        }));
        both.forEach(Thread::start);
        for (Thread thread : both) {
            thread.join();
        }
        assertThat(thrown[0]).isNull();
        assertThat(switches[0]).as("switches while it yielded").isPositive();
        assertThat(switches[1]).as("switches while it span").isPositive();
    }

    /** Sends the calling thread to the first CPU that it may run on. */
    private static void pin() {
        NativeLibrary libc = NativeLibrary.getInstance("c");
        Memory cpus = new Memory(CPU_SET_BYTES);
        cpus.clear();
        libc.getFunction("sched_getaffinity").invokeInt(new Object[] {0, CPU_SET_BYTES, cpus});
        int first = 0;
        while (cpus.getByte(first) == 0) {
            first++;
        }
        byte one = (byte) Integer.lowestOneBit(cpus.getByte(first));
        cpus.clear();
        cpus.setByte(first, one);
        assertThat(libc.getFunction("sched_setaffinity").invokeInt(new Object[] {0, CPU_SET_BYTES, cpus})).isZero();
    }

    @Test
    void hooksHearOfEveryLossUntilTheyAreRemoved() {
        AtomicLong heard = new AtomicLong();
        LongConsumer hook = heard::addAndGet;
        Rescheduling.wasDescheduled();
        long total = Rescheduling.total();
        Rescheduling.addHook(hook);
        try {
            long before = Rescheduling.count();
            heard.set(0);
            LockSupport.parkNanos(100_000);
            assertThat(Rescheduling.wasDescheduled()).isTrue();
            long losses = Rescheduling.count() - before;
            assertThat(heard.get()).isEqualTo(losses).isPositive();
        } finally {
            assertThat(Rescheduling.removeHook(hook)).isTrue();
        }
        assertThat(Rescheduling.removeHook(hook)).isFalse();
        long heardBefore = heard.get();
        LockSupport.parkNanos(100_000);
        assertThat(Rescheduling.wasDescheduled()).isTrue();
        assertThat(heard.get()).isEqualTo(heardBefore);
        assertThat(Rescheduling.total() - total).isGreaterThanOrEqualTo(2);
    }

    @Test
    void thereAreNoMoreHooksThanEight() {
        List<LongConsumer> hooks = new ArrayList<>();
        try {
            for (int i = 0; i < Rescheduling.MOST_HOOKS; i++) {
                long number = i;
                LongConsumer hook = losses -> assertThat(losses).isNotEqualTo(-number);
                Rescheduling.addHook(hook);
                hooks.add(hook);
            }
            assertThatThrownBy(() -> Rescheduling.addHook(losses -> {
            })).isInstanceOf(IllegalStateException.class).hasMessageContaining("8 hooks");
        } finally {
            hooks.forEach(Rescheduling::removeHook);
        }
    }
}
