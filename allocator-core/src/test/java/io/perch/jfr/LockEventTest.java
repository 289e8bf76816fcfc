/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Maintenance;
import io.perch.options.Mode;
import io.perch.stats.LockStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Flight Recorder has an event for each kind of lock that was taken, with what the statistics tell. */
@Isolated("other tests' allocators would come and go")
class LockEventTest {
    @TempDir
    private Path directory;

    @Test
    void eachKindThatWasTakenHasAnEvent() throws IOException {
        Path file = directory.resolve("locks.jfr");
        List<LockStats> expected = new ArrayList<>();
        try (PerchAllocator perch = PerchAllocator.create(PerchConfig.builder().mode(Mode.STRIPED).maintenance(Maintenance.CALLER)
                .hardLimit(64 << 20).build());
                Recording recording = new Recording()) {
            recording.enable("io.perch.Lock").with("period", "endChunk");
            recording.start();
            perch.free(perch.allocate(300));
            recording.stop();
            recording.dump(file);
            perch.stats().locks().stream().filter(lock -> lock.acquisitions() > 0).forEach(expected::add);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(events).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(events.get(i).getString("kind")).isEqualTo(expected.get(i).kind().label());
            assertThat(events.get(i).getBoolean("shared")).isEqualTo(expected.get(i).kind().isShared());
            assertThat(events.get(i).getLong("acquisitions")).isEqualTo(expected.get(i).acquisitions());
            assertThat(events.get(i).getLong("contended")).isEqualTo(expected.get(i).contended());
            assertThat(events.get(i).getLong("spins")).isEqualTo(expected.get(i).spins());
        }
    }
}
