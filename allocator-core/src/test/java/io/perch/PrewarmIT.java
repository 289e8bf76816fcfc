/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.options.Mode;
import io.perch.os.ProcessMemory;
import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import io.perch.rseq.ThreadAffinity;
import io.perch.sizeclass.SizeClasses;
import io.perch.stats.Counter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** After prewarming there are no misses, and strace sees no system call. */
@Timeout(120)
class PrewarmIT {
    private static final int SIZE = 256;
    private static final int COUNT = 1000;

    private static void requireCpus(PerchAllocator allocator) {
        assumeTrue(allocator.mode() != Mode.STRIPED, allocator.modeReason());
    }

    @Test
    void whatWasMadeReadyIsThereWithoutAMiss() throws InterruptedException {
        // By the CPU's own number: a thread that the kernel gives another virtual CPU would close into another cache.
        try (PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().mode(Mode.CPU).build())) {
            requireCpus(allocator);
            BufferPool pool = BufferPool.of(allocator);
            Prewarm.Result result = pool.prewarm(Prewarm.of(SIZE, COUNT).and(5000, 10));
            assertThat(result).isEqualTo(new Prewarm.Result(ThreadAffinity.allowed().cardinality(), 0, ""));
            assertThat(allocator.stats().inUse()).isZero();
            assertThat(allocator.doWork()).as("maintenance leaves it alone").isZero();
            long[] misses = new long[2];
            Thread user = new Thread(() -> {
                ThreadAffinity.pin(ThreadAffinity.allowed().nextSetBit(0));
                // Where libc does not register threads, their first call does, as a miss that fills the cache further.
                useAll(pool);
                misses[0] = misses(allocator);
                useAll(pool);
                misses[1] = misses(allocator);
            });
            user.start();
            user.join();
            assertThat(misses[1] - misses[0]).as("misses").isZero();
            assertThat(misses[1]).as("the thread has counted").isPositive();
            assertThat(allocator.trim()).isPositive();
        }
    }

    private static long misses(PerchAllocator allocator) {
        return allocator.stats().underflows() + allocator.stats().overflows();
    }

    private static void useAll(BufferPool pool) {
        PooledBuffer[] buffers = new PooledBuffer[COUNT];
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < buffers.length; i++) {
                buffers[i] = pool.acquire(SIZE);
            }
            for (PooledBuffer buffer : buffers) {
                buffer.close();
            }
        }
    }

    @Test
    void whatDoesNotFitIsSaid() {
        try (PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().slabBytes(64 << 10).build())) {
            requireCpus(allocator);
            Prewarm.Result result = allocator.prewarm(Prewarm.of(64 << 10, 50));
            assertThat(result.misses()).isPositive();
            assertThat(result.reason()).contains("perch.slab.bytes, now 65536");
            assertThat(allocator.stats().inUse()).isZero();
        }
        try (PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().hardLimit(8 << 20).build())) {
            assertThatThrownBy(() -> allocator.prewarm(Prewarm.of(64 << 10, 500))).isInstanceOf(PerchOutOfMemoryError.class);
            assertThat(allocator.stats().inUse()).isZero();
        }
    }

    @Test
    void whatWasMadeReadyIsLockedIfTheAllocatorIsAskedTo() {
        PerchConfig config = PerchConfig.builder().lock(true).prefault(true).hardLimit(64 << 20).build();
        try (PerchAllocator allocator = PerchAllocator.create(config)) {
            requireCpus(allocator);
            long before = ProcessMemory.lockedBytes();
            Prewarm.Result result = allocator.prewarm(Prewarm.of(64 << 10, 8));
            assertThat(result.misses()).isZero();
            assumeTrue(allocator.stats().get(Counter.OTHER_REFUSALS) == 0, "this process may not lock so much");
            assertThat(ProcessMemory.lockedBytes() - before).isGreaterThanOrEqualTo(result.cpus() * (512L << 10));
        }
    }

    @Test
    void onlyTheCpusThatWereAskedFor() {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            BitSet first = new BitSet();
            first.set(ThreadAffinity.allowed().nextSetBit(0));
            assertThat(allocator.prewarm(Prewarm.of(SIZE, 1).onCpus(first)).cpus()).isOne();
            first.set(8000);
            assertThatThrownBy(() -> allocator.prewarm(Prewarm.of(SIZE, 1).onCpus(first)))
                    .hasMessageContaining("sched_setaffinity");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Prewarm.of(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Prewarm.of(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Prewarm.of(SizeClasses.MAX_SIZE + 1, 1));
    }

    @Test
    void straceSeesNoSystemCallOfAMillionOperations(@TempDir Path directory) throws IOException, InterruptedException {
        Path trace = directory.resolve("trace");
        assumeTrue(strace(List.of("-o", trace.toString(), "true")) == 0, "strace does not work here");
        List<String> command = new ArrayList<>(List.of("-f", "-qq", "-o", trace.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        // Without the stops that some JVMs make each second for nothing.
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions",
                "-XX:GuaranteedSafepointInterval=0", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), QuietMain.class.getName()));
        assertThat(strace(command)).isZero();
        List<String> lines = Files.readAllLines(trace);
        List<List<String>> batches = IntStream.range(0, QuietMain.BATCHES)
                .mapToObj(batch -> callsBetween(lines, QuietMain.begin(batch), QuietMain.end(batch))).toList();
        // The JVM stops threads now and then, by a futex call of theirs, but not in every batch; Perch's calls would be in each.
        assertThat(batches).as("system calls of batches of " + QuietMain.OPERATIONS)
                .anySatisfy(calls -> assertThat(calls).isEmpty());
    }

    private static int strace(List<String> arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("strace"));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException notInstalled) {
            return -1;
        }
    }

    /** Lines of the marking thread between two marks. */
    private static List<String> callsBetween(List<String> lines, String begin, String end) {
        int first = indexOf(lines, begin);
        String thread = lines.get(first).split(" ")[0];
        return lines.subList(first + 1, indexOf(lines, end)).stream()
                .filter(line -> line.startsWith(thread + " ") && !line.contains("resumed>")).toList();
    }

    private static int indexOf(List<String> lines, String mark) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains('"' + mark + '"')) {
                return i;
            }
        }
        throw new AssertionError("no mark " + mark);
    }

    /** The process that strace watches. A question for a file that is not there marks the trace. */
    static final class QuietMain {
        static final int BATCHES = 20;
        static final int OPERATIONS = 1_000_000;

        private QuietMain() {
        }

        static String begin(int batch) {
            return "/no/such/begin/" + batch;
        }

        static String end(int batch) {
            return "/no/such/end/" + batch;
        }

        public static void main(String[] arguments) {
            try (PerchAllocator allocator = PerchAllocator.create()) {
                if (allocator.mode() == Mode.STRIPED) {
                    throw new IllegalStateException(allocator.modeReason());
                }
                BufferPool pool = BufferPool.of(allocator);
                Prewarm.Result ready = pool.prewarm(Prewarm.of(SIZE, COUNT));
                if (ready.misses() > 0) {
                    throw new IllegalStateException(ready.reason());
                }
                long before = misses(allocator);
                for (int batch = 0; batch < BATCHES; batch++) {
                    Files.exists(Path.of(begin(batch)));
                    operate(pool);
                    Files.exists(Path.of(end(batch)));
                }
                long misses = misses(allocator) - before;
                if (misses > 0) {
                    throw new IllegalStateException(misses + " misses");
                }
            }
        }

        private static void operate(BufferPool pool) {
            for (int i = 0; i < OPERATIONS; i++) {
                PooledBuffer buffer = pool.acquire(SIZE);
                buffer.byteBuffer().putInt(0, i);
                buffer.close();
            }
        }
    }
}
