/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.pool.BufferPool;
import io.perch.pool.PoolExhaustedException;
import io.perch.pool.PooledBuffer;
import io.perch.publish.CountersLayout;
import io.perch.stats.Counter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of counters, when all is well and when it is not. */
class CountersFileTest {
    private final PerchAllocator allocator = PerchAllocator.create();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        allocator.close();
    }

    private Path file() {
        return directory.resolve("perch.counters");
    }

    @Test
    void readersSeeEveryCounterByItsId() throws IOException {
        long block = allocator.allocate(300);
        try (CountersFile file = CountersFile.create(allocator, file(), 0); CountersView view = CountersView.open(file())) {
            assertThat(view.process()).isEqualTo(ProcessHandle.current().pid());
            CountersReader reader = view.reader();
            Map<Integer, String> labels = new HashMap<>();
            reader.forEach((counterId, typeId, key, label) -> labels.put(typeId, label));
            assertThat(labels).hasSize(Counter.ALL.size());
            assertThat(Counter.ALL).allMatch(counter -> labels.get(counter.id()).equals(counter.label()));
            assertThat(inUse(reader)).isEqualTo(320);
            allocator.free(block);
            assertThat(inUse(reader)).as("until the next duty cycle").isEqualTo(320);
            assertThat(file.doWork()).isOne();
            assertThat(inUse(reader)).isZero();
            assertThat(view.updated()).isPositive();
        }
        assertThat(file()).doesNotExist();
    }

    private static long inUse(CountersReader reader) {
        return reader.getCounterValue(Counter.ALL.indexOf(Counter.IN_USE));
    }

    @Test
    void countersOfPoolsComeAndGo() throws IOException {
        BufferPool orders = BufferPool.builder(allocator).name("orders").quota(1024).build();
        try (CountersFile file = CountersFile.create(allocator, file(), 0); CountersView view = CountersView.open(file())) {
            assertThat(ofPools(view)).isEqualTo(Map.of("orders: pool quota", 1024L, "orders: pool in use", 0L,
                    "orders: pool exhaustions", 0L));
            PooledBuffer buffer = orders.acquire(1000);
            assertThatThrownBy(() -> orders.acquire(1)).isInstanceOf(PoolExhaustedException.class);
            BufferPool checked = BufferPool.builder(allocator).name("checked").checked(true).build();
            orders.close();
            file.doWork();
            assertThat(ofPools(view)).as("a closed pool whose buffers are in use").isEqualTo(Map.of("orders: pool quota", 1024L,
                    "orders: pool in use", 1024L, "orders: pool exhaustions", 1L, "checked: pool exhaustions", 0L,
                    "checked: pool leaks", 0L));
            buffer.close();
            checked.close();
            file.doWork();
            assertThat(ofPools(view)).isEmpty();
            assertThat(view.reader().getCounterValue(Counter.ALL.indexOf(Counter.POOL_EXHAUSTIONS))).as("never falls").isOne();
            for (int i = 0; i < 100; i++) {
                BufferPool.builder(allocator).name("many-" + i).quota(1).build();
            }
            file.doWork();
            assertThat(ofPools(view)).as("there is room for so many").hasSizeLessThanOrEqualTo(3 * 32);
        }
    }

    private static Map<String, Long> ofPools(CountersView view) {
        Map<String, Long> values = new HashMap<>();
        view.reader().forEach((counterId, typeId, key, label) -> {
            if (label.contains(": ")) {
                values.put(label, view.reader().getCounterValue(counterId));
            }
        });
        return values;
    }

    /** That file was not made by Agrona. */
    @Test
    void aFileThatAnOptionMadeIsReadLikeAnyOther() throws IOException, InterruptedException {
        PerchConfig config = PerchConfig.builder().countersFile(file().toString()).build();
        try (PerchAllocator published = PerchAllocator.create(config)) {
            published.allocate(300);
            while (Files.notExists(file())) {
                Thread.sleep(10);
            }
            try (CountersView view = CountersView.open(file())) {
                while (inUse(view.reader()) != 320) {
                    Thread.sleep(10);
                }
            }
        }
    }

    @Test
    void aDutyCycleWritesOnceAPeriod() throws IOException {
        try (CountersFile file = CountersFile.create(allocator, file(), 1_000_000)) {
            assertThat(file.doWork()).isZero();
            file.onClose();
            assertThat(file.doWork()).isZero();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> CountersFile.create(allocator, file(), -1));
    }

    @Test
    void aFileThatCannotBeMadeIsNamedWithTheReason() {
        Path nowhere = directory.resolve("no").resolve("such").resolve("file");
        assertThatThrownBy(() -> CountersFile.create(allocator, nowhere, 0)).isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write the counters file " + nowhere);
        Path readOnly = Path.of("/proc/perch.counters");
        assertThatThrownBy(() -> CountersFile.create(allocator, readOnly, 0)).isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write the counters file " + readOnly);
    }

    @Test
    void whenTheDiskIsFullNothingIsLeftAndTheReasonIsTold() throws IOException, InterruptedException {
        String java = System.getProperty("java.home") + "/bin/java -XX:-UsePerfData -cp '"
                + System.getProperty("java.class.path") + "' '" + WriterMain.class.getName() + "' " + file();
        Process child = new ProcessBuilder("bash", "-c", "ulimit -f 8; exec " + java).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said).contains("cannot write the counters file " + file(), "File too large");
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    /** Writes under a limit on the length of files, which fails in the same way as a full disk. */
    static final class WriterMain {
        private WriterMain() {
        }

        public static void main(String[] arguments) {
            System.setProperty("perch.native.disabled", "true");
            try (PerchAllocator allocator = PerchAllocator.create()) {
                CountersFile.create(allocator, Path.of(arguments[0]), 0);
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void otherFilesAreRefusedWithTheReason() throws IOException {
        assertThatThrownBy(() -> CountersView.open(file())).hasMessage("there is no counters file " + file());
        Files.write(file(), new byte[10]);
        assertThatThrownBy(() -> CountersView.open(file())).hasMessageContaining("it has 10 bytes");
        Files.write(file(), new byte[1000]);
        assertThatThrownBy(() -> CountersView.open(file())).hasMessage(file() + " is not a counters file of Perch");
        Path other = directory.resolve("other");
        try (CountersFile good = CountersFile.create(allocator, file(), 0)) {
            Files.copy(good.path(), other);
            change(other, CountersLayout.VERSION_OFFSET, 7);
            assertThatThrownBy(() -> CountersView.open(other)).hasMessage(other + " has version 7; this Perch reads version 1");
            change(other, CountersLayout.VERSION_OFFSET, 1);
            CountersView.open(other).close();
            for (int counters : List.of(0, -1, 1_000_000, Integer.MAX_VALUE)) {
                change(other, CountersLayout.COUNTERS_OFFSET, counters);
                assertThatThrownBy(() -> CountersView.open(other)).hasMessageContaining("is cut off");
            }
        }
    }

    private static void change(Path file, int offset, int value) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(4).order(CountersLayout.order()).putInt(0, value), offset);
        }
    }
}
