/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Maintenance;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What options publish, from soon after the start to the close. */
class PublicationTest {
    private static final long PAUSE_MILLIS = 20;
    private static final int MOST_PAUSES = 1500;
    private static final int MOST_ALLOCATORS = 100;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    Path directory;

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < MOST_PAUSES && !condition.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private PerchConfig.Builder published() {
        return PerchConfig.builder().jmx(true).countersFile(directory.resolve("of-%p.counters").toString());
    }

    private Path file(String suffix) {
        return directory.resolve("of-" + ProcessHandle.current().pid() + suffix + ".counters");
    }

    private long beansInUse(long bytes) {
        return IntStream.range(1, MOST_ALLOCATORS).filter(number -> {
            try {
                return server.getAttribute(new ObjectName("io.perch:type=Allocator,name=" + number), "InUse").equals(bytes);
            } catch (Exception missing) {
                return false;
            }
        }).count();
    }

    @Test
    void anInterruptedThreadWritesTheFileWhole() throws IOException {
        Path path = directory.resolve("interrupted");
        try (PerchAllocator allocator = PerchAllocator.create()) {
            Thread.currentThread().interrupt();
            try (CountersWriter writer = CountersWriter.create(allocator::stats, path, 0)) {
                assertThat(Thread.interrupted()).isTrue();
                assertThat(path).isNotEmptyFile();
                writer.doWork();
            }
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void allocatorsAreThereUntilTheyAreClosed() throws Exception {
        PerchAllocator first = PerchAllocator.create(published().build());
        first.allocate(512);
        await(() -> Files.exists(file("")) && beansInUse(512) == 1);
        PerchAllocator second = PerchAllocator.create(published().maintenance(Maintenance.CALLER).build());
        second.allocate(1024);
        await(() -> Files.exists(file("-2")) && beansInUse(1024) == 1);
        second.close();
        assertThat(file("-2")).doesNotExist();
        assertThat(beansInUse(1024)).isZero();
        assertThat(file("")).exists();
        first.close();
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
        assertThat(beansInUse(512)).isZero();
    }

    @Test
    void oneThatIsGarbageIsTakenBack() throws Exception {
        String name = directory.resolve("garbage").toString();
        PerchAllocator.create(PerchConfig.builder().jmx(true).countersFile(name).build());
        await(() -> Files.exists(Path.of(name)));
        await(() -> {
            System.gc();
            return Files.notExists(Path.of(name));
        });
    }

    @Test
    void whatCannotBeWrittenDoesNoHarm() throws IOException, InterruptedException {
        Path nowhere = directory.resolve("no").resolve("such");
        try (PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().countersFile(nowhere.toString()).build())) {
            // The thread may have failed before, for another allocator of another test.
            String before = allocator.maintenance();
            TimeUnit.MILLISECONDS.sleep(500);
            allocator.free(allocator.allocate(100));
            assertThat(allocator.maintenance()).isEqualTo(before).startsWith("by a thread");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> PerchConfig.builder().countersFile("").build())
                .withMessageStartingWith("perch.counters.file");
    }
}
