/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.stat;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchAllocator;
import io.perch.agrona.CountersFile;
import io.perch.pool.BufferPool;
import io.perch.pool.PooledBuffer;
import io.perch.stats.Counter;
import io.perch.stats.Ratio;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code perch stat} prints and how it ends. */
@Timeout(60)
class StatCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new StatCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    @Test
    void thePageOfAFileAndOfAProcess(@TempDir Path directory) throws IOException {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            long block = allocator.allocate(300);
            Path path = directory.resolve("counters");
            try (CountersFile file = CountersFile.create(allocator, path, 0)) {
                assertThat(run(file.path().toString())).isZero();
            }
            assertThat(out.toString().lines()).hasSize(1 + Counter.ALL.size()).anyMatch(line -> line.matches("\\+ in use +320"));
            try (CountersFile file = CountersFile.create(allocator)) {
                assertThat(run(Long.toString(ProcessHandle.current().pid()))).isZero();
                assertThat(out.toString()).contains("process " + ProcessHandle.current().pid() + ", updated");
                assertThat(file.path()).exists();
            }
            allocator.free(block);
        }
    }

    @Test
    void poolsHaveLinesOfTheirOwn(@TempDir Path directory) throws IOException {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            BufferPool orders = BufferPool.builder(allocator).name("orders of the day").quota(1024).build();
            PooledBuffer buffer = orders.acquire(256);
            try (CountersFile file = CountersFile.create(allocator, directory.resolve("counters"), 0)) {
                assertThat(run(file.path().toString())).isZero();
            }
            assertThat(out.toString().lines()).hasSize(1 + Counter.ALL.size() + 3)
                    .anyMatch(line -> line.matches("  pool in use +256"))
                    .anyMatch(line -> line.matches("  orders of the day: pool in use +256"))
                    .anyMatch(line -> line.matches("  orders of the day: pool quota +1,024"))
                    .anyMatch(line -> line.matches("  orders of the day: pool exhaustions +0"));
            buffer.close();
        }
    }

    @Test
    void aWatchEndsWithTheWriter(@TempDir Path directory) throws IOException, InterruptedException {
        Path path = directory.resolve("counters");
        try (PerchAllocator allocator = PerchAllocator.create()) {
            CountersFile file = CountersFile.create(allocator, path, 0);
            Thread writer = new Thread(() -> {
                while (out.getBuffer().indexOf("= committed") < 0) {
                    Thread.onSpinWait();
                }
                file.close();
            });
            writer.start();
            assertThat(run("--watch", path.toString())).isZero();
            writer.join();
            assertThat(out.toString()).contains("nobody writes " + path + " any more");
        }
    }

    @Test
    void aPageHasCurvesOfWhatHappened(@TempDir Path directory) throws IOException, InterruptedException {
        Path html = directory.resolve("page.html");
        try (PerchAllocator allocator = PerchAllocator.create();
                CountersFile file = CountersFile.create(allocator, directory.resolve("counters"), 0)) {
            AtomicBoolean over = new AtomicBoolean();
            Thread writer = new Thread(() -> {
                while (!over.get()) {
                    long block = allocator.allocate(3 << 20);
                    file.doWork();
                    allocator.free(block);
                    LockSupport.parkNanos(20_000_000);
                }
            });
            writer.start();
            assertThat(run(file.path().toString(), "--html", html.toString(), "--seconds", "2")).isZero();
            over.set(true);
            writer.join();
        }
        String page = Files.readString(html);
        assertThat(page).contains("<h1>Perch: memory of process " + ProcessHandle.current().pid(), "resident by in use",
                "<td>in use</td><td>3.0 MiB</td>", Counter.FREE_PAGES.sentence());
        assertThat(page.split("<img alt=\"", -1).length + page.split("Plots are missing", -1).length).as("three plots, or no fonts")
                .isIn(4 + 1, 1 + 2);
        assertThat(out.toString()).startsWith(html + ": ");
        assertThat(run("--html", html.toString(), "--seconds", "0")).isEqualTo(2);
    }

    @Test
    void filesOfTheLivingComeFirst() {
        Path living = Path.of("/tmp/perch-" + ProcessHandle.current().pid() + "-2.counters");
        Path left = Path.of("/tmp/perch-4194305.counters");
        assertThat(StatCommand.ofTheLiving(List.of(left, living))).containsExactly(living);
        assertThat(StatCommand.ofTheLiving(List.of(left))).containsExactly(left);
    }

    @Test
    void eachCounterIsExplained() {
        assertThat(run("--explain")).isZero();
        assertThat(out.toString().lines()).hasSize(Counter.ALL.size() + Ratio.ALL.size()).anyMatch(line -> line.matches(
                "needed again +perch\\.thrashed +Pages of those released so far that were needed again within 100 ms\\."));
    }

    @Test
    void whatCannotBeReadIsSaid(@TempDir Path directory) throws IOException {
        assertThat(run(directory.resolve("nothing").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("there is no counters file");
        assertThat(run("1")).isEqualTo(1);
        assertThat(err.toString()).contains(" publishes no counters: it needs -Dperch.counters.file=true");
        assertThat(run("4194305")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no process 4194305");
        Path file = Files.write(directory.resolve("file"), new byte[1000]);
        assertThat(run(file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is not a counters file of Perch");
        assertThat(run("--watch", "--dance")).isEqualTo(2);
    }
}
