/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Flight Recorder has the samples as they are taken, and what call sites have in use. */
@Isolated("other tests' allocators would come and go")
class ProfileEventsTest {
    private static final long LARGE = 3 << 20;

    @Test
    void samplesHaveTheStackOfTheirUserAndSitesWhatTheyHold(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("profile.jfr");
        try (PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().profile(1).build());
                Recording recording = new Recording()) {
            recording.enable("io.perch.AllocationSample");
            recording.enable("io.perch.LiveAllocation").with("period", "endChunk");
            recording.start();
            allocator.free(allocator.allocate(100));
            long block = allocator.allocate(LARGE);
            recording.stop();
            recording.dump(file);
            allocator.free(block);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        List<RecordedEvent> samples = events.stream().filter(event -> event.getEventType().getName().endsWith("Sample")).toList();
        assertThat(samples).extracting(event -> event.getLong("size")).containsExactly(128L, LARGE);
        assertThat(samples).allSatisfy(event -> assertThat(event.getStackTrace().getFrames()).anyMatch(frame ->
                frame.getMethod().getName().equals("samplesHaveTheStackOfTheirUserAndSitesWhatTheyHold")));
        assertThat(events).filteredOn(event -> event.getEventType().getName().equals("io.perch.LiveAllocation")).singleElement()
                .satisfies(live -> {
                    assertThat(live.getLong("liveBytes")).isEqualTo(LARGE);
                    assertThat(live.getLong("liveBlocks")).isEqualTo(1);
                    assertThat(live.getString("stack")).startsWith("io.perch.jfr.ProfileEventsTest.samplesHave");
                });
    }
}
