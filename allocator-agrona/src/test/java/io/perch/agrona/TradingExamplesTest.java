/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.Prewarm;
import io.perch.cpu.CurrentCpu;
import io.perch.options.Maintenance;
import io.perch.pool.BufferPool;
import io.perch.pool.Exhaustion;
import io.perch.pool.PoolExhaustedException;
import io.perch.pool.PooledBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.CompositeAgent;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/trading.md} and the README, and that the documents show them as they are here. */
@Timeout(60)
class TradingExamplesTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir")).resolve("..");
    private static final String TESTS = "allocator-agrona/src/test/java/io/perch/agrona/";

    @Test
    void quickStart() {
        // tag::quickstart[]
        PerchAllocator allocator = PerchAllocator.create();
        BufferPool pool = BufferPool.of(allocator);
        pool.prewarm(Prewarm.of(256, 1000));                // 1000 buffers a CPU: from here on no garbage, no system call
        try (PooledBuffer buffer = pool.acquire(256)) {     // by any thread
            buffer.byteBuffer().putLong(42).putDouble(1.25);
        }                                                   // closed by any thread, exactly once
        // end::quickstart[]
        assertThat(pool.live()).isZero();
        assertThat(allocator.stats().inUse()).isZero();
        allocator.close();
    }

    @Test
    void limits() {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            // tag::limits[]
            BufferPool orders = BufferPool.builder(allocator).name("orders").quota(64 << 10).build();
            BufferPool reports = BufferPool.builder(allocator).name("reports").quota(1 << 20)
                    .exhaustion(Exhaustion.waitUpTo(Duration.ofMillis(5))).build();
            // end::limits[]
            assertThatThrownBy(() -> orders.acquire(65 << 10)).isInstanceOf(PoolExhaustedException.class)
                    .hasMessageContaining("orders");
            reports.acquire(65 << 10).close();
        }
    }

    @Test
    void consumers() throws InterruptedException {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            BufferPool pool = BufferPool.of(allocator);
            // tag::consumers[]
            PooledBuffer quote = pool.acquire(64);
            quote.byteBuffer().putLong(0, 42);
            quote.retain();                                     // one more consumer: each closes it once
            Thread book = new Thread(quote::close);
            Thread journal = new Thread(quote::close);
            // end::consumers[]
            List.of(book, journal).forEach(Thread::start);
            book.join();
            journal.join();
            assertThat(quote.isOpen()).isFalse();
            assertThat(pool.live()).isZero();
        }
    }

    @Test
    void rings() {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            // tag::ring[]
            PerchBuffers memory = new PerchBuffers(allocator);
            OneToOneRingBuffer ring = memory.oneToOneRing(1 << 16);
            ring.write(1, new UnsafeBuffer(new byte[8]), 0, 8);
            ring.read((type, buffer, index, length) -> assertThat(length).isEqualTo(8));
            memory.free(ring.buffer());
            // end::ring[]
            assertThat(allocator.stats().inUse()).isZero();
        }
    }

    @Test
    void nodes() {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            int node = Math.max(0, CurrentCpu.node());
            // tag::node[]
            BufferPool orders = BufferPool.builder(allocator).onNode(node).build();
            orders.prewarm(Prewarm.of(256, 1000));                  // on the CPUs of that node
            OneToOneRingBuffer ring = new PerchBuffers(allocator).onNode(node).oneToOneRing(1 << 16);
            // end::node[]
            try (PooledBuffer order = orders.acquire(256)) {
                assertThat(allocator.nodesOf(order.address())).contains(node);
            }
            assertThat(allocator.nodesOf(ring.buffer().addressOffset())).contains(node);
            allocator.free(ring.buffer().addressOffset());
        }
    }

    @Test
    void dutyCycle(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("counters");
        // tag::dutycycle[]
        PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().maintenance(Maintenance.CALLER).build());
        CountersFile counters = CountersFile.create(allocator, file, 1000);
        AgentRunner maintenance = new AgentRunner(new SleepingMillisIdleStrategy(100), Throwable::printStackTrace, null,
                new CompositeAgent(new MaintenanceAgent(allocator), counters));
        AgentRunner.startOnThread(maintenance);
        // end::dutycycle[]
        try (CountersView view = CountersView.open(file)) {
            assertThat(view.process()).isEqualTo(ProcessHandle.current().pid());
        }
        maintenance.close();
        allocator.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void theDocumentsShowWhatTheCompilerHasSeen() throws IOException {
        String trading = Files.readString(ROOT.resolve("docs/trading.md"));
        for (String tag : List.of("quickstart", "limits", "consumers", "ring", "node", "dutycycle")) {
            assertThat(trading).contains(example(TESTS + "TradingExamplesTest.java", tag));
        }
        assertThat(trading).contains(example(TESTS + "AeronIpcTest.java", "send"), example(TESTS + "AeronIpcTest.java", "receive"),
                example(TESTS + "DirectBufferPoolTest.java", "sbe"),
                example("allocator-tools/src/main/java/io/perch/tools/gateway/FeedHandler.java", "acquire"));
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains(example(TESTS + "TradingExamplesTest.java", "quickstart"));
    }

    /** A region of a source file as a document shows it. */
    private static String example(String file, String tag) throws IOException {
        String source = Files.readString(ROOT.resolve(file));
        String region = source.substring(source.indexOf("// tag::" + tag + "[]\n"), source.indexOf("// end::" + tag + "[]"));
        return "```java\n" + region.substring(region.indexOf('\n') + 1).stripIndent() + "```\n";
    }
}
