/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.rseq.ChildJvm;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.Seccomp;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first allocator is made by a thread that can start no other, as a container's does that is short of process ids. */
@Execution(ExecutionMode.CONCURRENT)
class RefusedThreadsIT {
    private static final String PREWARMED = "test.prewarmed";
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static String run(String... options) throws Exception {
        ChildJvm child = new ChildJvm();
        for (String option : options) {
            child.option(option);
        }
        return child.run(Main.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "striped"})
    void itWorksAndALaterOneHasItsMaintenance(String mode) throws Exception {
        assertThat(run("-Dperch.mode=" + mode)).contains("threads are refused", "first works", "later: maintained");
    }

    /** Some of its threads may have been started before one is refused; none is left that spins for it. */
    @Test
    void prewarmingThrowsAndLeavesNoThreadBehind() throws Exception {
        assertThat(run("-D" + PREWARMED + "=true"))
                .contains("threads are refused", "prewarming refused, threads: 0", "first works");
    }

    /** Makes an allocator while threads are refused, and another one afterwards. */
    static final class Main {
        private Main() {
        }

        public static void main(String[] arguments) throws InterruptedException {
            NativePlatform.get();
            AtomicBoolean refused = new AtomicBoolean();
            Thread poor = new Thread(() -> {
                Seccomp.refuseThreads();
                try {
                    new Thread(() -> { }).start();
                } catch (OutOfMemoryError expected) {
                    refused.set(true);
                }
                System.out.println(refused.get() ? "threads are refused" : "no filter");
                PerchAllocator first = PerchAllocator.create();
                if (Boolean.getBoolean(PREWARMED)) {
                    prewarm(first);
                }
                first.free(first.allocate(100));
                System.out.println("first works");
            });
            poor.start();
            poor.join();
            try (PerchAllocator later = PerchAllocator.create(PerchConfig.builder().releaseAfterMillis(200).build())) {
                long[] blocks = new long[1000];
                for (int i = 0; i < blocks.length; i++) {
                    blocks[i] = later.allocate(16 << 10);
                }
                for (long block : blocks) {
                    later.free(block);
                }
                long peak = later.stats().committed();
                long end = System.nanoTime() + PATIENCE_NANOS;
                while (later.stats().committed() > peak / 2 && System.nanoTime() < end) {
                    Thread.sleep(50);
                }
                boolean given = later.stats().committed() <= peak / 2;
                System.out.println("later: " + (given ? "maintained" : "not maintained, " + later.maintenance()));
            }
            System.exit(0);
        }

        private static void prewarm(PerchAllocator allocator) {
            try {
                allocator.prewarm(Prewarm.of(256, 1000));
            } catch (OutOfMemoryError noThread) {
                System.out.println("prewarming refused, threads: " + Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("perch-prewarm")).count());
            }
        }
    }
}
