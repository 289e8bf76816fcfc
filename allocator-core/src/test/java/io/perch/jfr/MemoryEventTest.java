/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Mode;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import io.perch.stats.Ratio;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.DataAmount;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The event of Flight Recorder tells what the statistics tell, in the right units. */
@Isolated("other tests' allocators would come and go")
class MemoryEventTest {
    private static final String NAME = "io.perch.Memory";
    private static final long MIB = 1 << 20;

    @TempDir
    private Path directory;

    private static PerchAllocator open() {
        return PerchAllocator.create(PerchConfig.builder().mode(Mode.STRIPED).hardLimit(64 * MIB).build());
    }

    private List<RecordedEvent> record(Runnable user) throws IOException {
        Path file = directory.resolve("memory.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(NAME).with("period", "endChunk");
            recording.start();
            user.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    private static Map<String, Counter> counters() {
        Map<String, Counter> counters = new HashMap<>();
        for (Counter counter : Counter.ALL) {
            String[] words = counter.name().toLowerCase(Locale.ROOT).split("_");
            StringBuilder name = new StringBuilder(words[0]);
            Arrays.stream(words).skip(1).forEach(word -> name.append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(word.substring(1)));
            counters.put(name.toString(), counter);
        }
        return counters;
    }

    @Test
    void eachAllocatorHasAnEventWithItsNumbers() throws IOException {
        try (PerchAllocator first = open(); PerchAllocator second = open()) {
            long block = first.allocate(3 * MIB);
            second.free(second.allocate(100));
            PerchStats[] stats = new PerchStats[2];
            List<RecordedEvent> events = record(() -> {
                stats[0] = first.stats();
                stats[1] = second.stats();
            });
            assertThat(events).hasSize(2);
            for (int i = 0; i < stats.length; i++) {
                RecordedEvent event = events.get(i);
                PerchStats expected = stats[i];
                counters().forEach((name, counter) -> {
                    if (event.hasField(name)) {
                        assertThat(event.getLong(name)).as(name).isEqualTo(expected.get(counter));
                    }
                });
                Float ratio = (float) expected.get(Ratio.RESIDENT_TO_IN_USE);
                assertThat(event.getFloat("residentToInUse")).isEqualTo(ratio);
            }
            assertThat(events.get(1).getLong("allocator")).isEqualTo(events.get(0).getLong("allocator") + 1);
            first.free(block);
        }
    }

    @Test
    void bytesAreAmountsAndThePartsAddUp() throws IOException {
        try (PerchAllocator allocator = open()) {
            allocator.free(allocator.allocate(100));
            RecordedEvent event = record(allocator::stats).get(0);
            EventType type = event.getEventType();
            Map<String, Counter> counters = counters();
            long parts = 0;
            for (ValueDescriptor field : type.getFields()) {
                Counter counter = counters.get(field.getName());
                if (counter != null) {
                    assertThat(counter.unit().isBytes()).as(field.getName()).isTrue();
                    assertThat(field.getAnnotation(DataAmount.class).value()).as(field.getName()).isEqualTo(DataAmount.BYTES);
                    parts += counter.role() == Counter.Role.PART ? event.getLong(field.getName()) : 0;
                }
            }
            assertThat(parts).isEqualTo(event.getLong("committed")).isPositive();
            assertThat(type.getFields()).extracting(ValueDescriptor::getName).contains("thrashed", "thrash", "pinned", "resident");
        }
    }

    private static long registered() {
        return FlightRecorder.getFlightRecorder().getEventTypes().stream().filter(type -> type.getName().equals(NAME)).count();
    }

    @Test
    void afterTheLastAllocatorFlightRecorderForgetsTheEvent() throws IOException {
        // Of other class loaders, in which another test has planted faults.
        long others = registered();
        try (PerchAllocator allocator = open()) {
            assertThat(record(allocator::stats)).hasSize(1);
        }
        assertThat(registered()).isEqualTo(others);
        assertThat(record(() -> { })).isEmpty();
        try (PerchAllocator another = open()) {
            assertThat(record(another::stats)).hasSize(1);
        }
    }
}
