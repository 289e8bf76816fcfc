/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.cpu.CurrentCpu;
import io.perch.options.NumaPolicy;
import io.perch.profile.Profile;
import io.perch.rseq.NativePlatform;
import io.perch.topology.Machines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the documents show is what the compiler has seen. */
class DocumentedExampleTest {
    private static final Path MODULE = Path.of(System.getProperty("basedir"));

    private static void assertShown(String document, String source, String region) throws IOException {
        String program = Files.readString(MODULE.resolve("src/test/java/io/perch").resolve(source));
        String example = program.substring(program.indexOf("// tag::" + region + "[]\n"),
                program.indexOf("// end::" + region + "[]"));
        String shown = example.substring(example.indexOf('\n') + 1).stripIndent();
        assertThat(Files.readString(MODULE.resolve("..").resolve(document))).contains("```java\n" + shown + "```\n");
    }

    @Test
    void theLossesOfTheCpu() throws IOException {
        assertShown("docs/rescheduling.md", "cpu/LossesOfTheCpu.java", "example");
    }

    @Test
    void theLock() throws IOException {
        assertShown("docs/locks.md", "lock/SharedBook.java", "example");
    }

    @Test
    void theQuickStartWithoutNetty() throws IOException {
        // tag::quickstart[]
        try (PerchAllocator allocator = PerchAllocator.create()) {
            long address = allocator.allocate(1500);        // 64-byte aligned, contents undefined
            allocator.buffer(address).putLong(0, 42);       // its bytes; segment(address) on JDK 22 and later
            allocator.free(address);                        // by any thread
            System.out.println(allocator.stats().page());   // the lines add up to what is committed
        }
        // end::quickstart[]
        assertShown("README.md", "DocumentedExampleTest.java", "quickstart");
    }

    @Test
    void whoHoldsTheMemory() throws IOException {
        try (PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().profile(1).build())) {
            long block = allocator.allocate(100);
            // tag::profile[]
            Profile profile = allocator.profile();
            profile.sites().forEach(site -> System.out.println(site.liveBytes() + " bytes, oldest " + site.oldestMillis() + " ms: "
                    + site.frames().get(0)));
            // end::profile[]
            assertThat(profile.sites()).hasSize(1);
            allocator.free(block);
        }
        assertShown("docs/profiling.md", "DocumentedExampleTest.java", "profile");
    }

    @Test
    void theNodesOfBlocks() throws IOException {
        assertShown("docs/numa.md", "DocumentedExampleTest.java", "nodes");
        NativePlatform platform = NativePlatform.get();
        assumeTrue(platform.memory() != null && CurrentCpu.cpu() >= 0, "no native code here");
        PerchConfig config = PerchConfig.builder().numa(NumaPolicy.NONE).build();
        try (PerchAllocator allocator = InventedMachine.allocator(config, Machines.topology("two-by-one"), platform.memory())) {
            // tag::nodes[]
            long near = allocator.allocate(1500);              // of the node that the thread is on
            long there = allocator.allocateOnNode(1500, 1);    // of node 1, wherever the thread is
            List<Integer> nodes = allocator.nodesOf(there);    // [1]
            // end::nodes[]
            assertThat(nodes).containsExactly(1);
            allocator.free(near);
            allocator.free(there);
        }
    }
}
