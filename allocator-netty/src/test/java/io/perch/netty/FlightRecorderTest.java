/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.perch.PerchAllocator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events of Netty 4.2's allocators, by their names, from Perch. */
class FlightRecorderTest {
    private static final String CHUNKS = "Chunk";

    @TempDir
    Path folder;

    @Test
    void aDirectBufferFromItsAllocationToItsRelease() throws IOException {
        long[] addresses = new long[2];
        List<RecordedEvent> events = record("Buffer", allocator -> {
            ByteBuf buffer = allocator.directBuffer(100, 5000);
            addresses[0] = buffer.memoryAddress();
            buffer.capacity(120);
            buffer.capacity(4000);
            addresses[1] = buffer.memoryAddress();
            buffer.release();
        });
        assertThat(events).extracting(event -> event.getEventType().getName()).containsExactly("io.netty.AllocateBuffer",
                "io.netty.ReallocateBuffer", "io.netty.AllocateBuffer", "io.netty.FreeBuffer");
        assertBuffer(events.get(0), 100, 128, addresses[0]);
        assertThat(events.get(0).getBoolean("chunkPooled")).isTrue();
        assertThat(events.get(0).getBoolean("chunkThreadLocal")).isFalse();
        assertBuffer(events.get(1), 120, 128, addresses[0]);
        assertThat(events.get(1).getInt("newCapacity")).isEqualTo(4000);
        assertBuffer(events.get(2), 4000, 4096, addresses[1]);
        assertBuffer(events.get(3), 4000, 4096, addresses[1]);
    }

    private static void assertBuffer(RecordedEvent event, int size, int room, long address) {
        assertThat(event.getClass("allocatorType").getName()).isEqualTo(PerchByteBufAllocator.class.getName());
        assertThat(event.getInt("size")).isEqualTo(size);
        assertThat(event.getInt("maxFastCapacity")).isEqualTo(room);
        assertThat(event.getInt("maxCapacity")).isEqualTo(5000);
        assertThat(event.getBoolean("direct")).isTrue();
        assertThat(event.getLong("address")).isEqualTo(address);
    }

    @Test
    void aHeapBufferAndItsArray() throws IOException {
        List<RecordedEvent> events = record("", allocator -> {
            allocator.heapBuffer(1000).release();
            allocator.heapBuffer(HeapPool.LARGEST + 1).release();
        });
        assertThat(events).extracting(event -> event.getEventType().getName()).containsExactly(
                "io.netty.AllocateChunk", "io.netty.AllocateBuffer", "io.netty.FreeBuffer", "io.netty.ReturnChunk",
                "io.netty.AllocateChunk", "io.netty.AllocateBuffer", "io.netty.FreeBuffer", "io.netty.FreeChunk");
        assertThat(events).noneMatch(event -> event.getBoolean("direct"));
        assertThat(events.get(0).getInt("capacity")).isEqualTo(1024);
        assertThat(events.get(0).getBoolean("pooled")).isTrue();
        assertThat(events.get(1).getInt("size")).isEqualTo(1000);
        assertThat(events.get(4).getBoolean("pooled")).isFalse();
        assertThat(events.get(7).getInt("capacity")).isEqualTo(HeapPool.LARGEST + 1);
    }

    @Test
    void spansAndLargeBlocksAreChunks() throws IOException {
        List<RecordedEvent> events = record(CHUNKS, allocator -> {
            allocator.directBuffer(1000).release();
            allocator.trim();
            allocator.directBuffer(20 << 20).release();
        });
        assertThat(events).extracting(event -> event.getEventType().getName()).containsExactly("io.netty.AllocateChunk",
                "io.netty.ReturnChunk", "io.netty.FreeChunk", "io.netty.AllocateChunk", "io.netty.FreeChunk");
        long address = events.get(0).getLong("address");
        assertThat(events.subList(0, 3)).extracting(event -> event.getLong("address")).containsOnly(address);
        assertThat(events.get(0).getInt("capacity")).isGreaterThan(1024);
        assertThat(events.get(0).getBoolean("pooled")).isTrue();
        assertThat(events.get(3).getInt("capacity")).isEqualTo(20 << 20);
        assertThat(events.get(3).getBoolean("pooled")).isFalse();
    }

    @Test
    void nothingIsRecordedUnlessAskedFor() throws IOException {
        assertThat(record("none of them", allocator -> allocator.directBuffer(100).release())).isEmpty();
        assertThat(io.perch.netty.Recording.on()).as("after the last recording").isFalse();
    }

    /** Perch's events whose names end in this, in the order of their times. */
    private List<RecordedEvent> record(String end, Consumer<PerchByteBufAllocator> user) throws IOException {
        Path file = folder.resolve("perch.jfr");
        try (Recording recording = new Recording(); PerchAllocator blocks = PerchAllocator.create()) {
            for (String event : List.of("AllocateBuffer", "FreeBuffer", "ReallocateBuffer", "AllocateChunk", "ReturnChunk",
                    "FreeChunk")) {
                if (event.endsWith(end)) {
                    recording.enable("io.netty." + event).withoutStackTrace();
                }
            }
            recording.start();
            user.accept(PerchByteBufAllocator.builder().allocator(blocks).build());
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("io.netty."))
                .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime())).toList();
    }
}
