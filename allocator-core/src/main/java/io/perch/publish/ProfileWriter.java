/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import io.perch.profile.Profile;
import io.perch.profile.ProfileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Keeps an allocator's profile in a file, for {@code ./perch profile}. For one thread at a time. */
final class ProfileWriter {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final String PREFIX = "perch-";
    private static final String SUFFIX = ".profile";

    private final Supplier<Profile> source;
    private final Path path;
    private long lastNanos;
    private boolean written;

    ProfileWriter(Supplier<Profile> source, Path path) {
        this.source = source;
        this.path = path;
    }

    /** The name of the file of a process's first allocator. */
    static String nameOf(long process) {
        return PREFIX + process + SUFFIX;
    }

    Path path() {
        return path;
    }

    /** Writes the file if that is due. */
    void doWork() throws IOException {
        long now = System.nanoTime();
        if (!written || now - lastNanos >= PERIOD_NANOS) {
            lastNanos = now;
            written = true;
            Profile profile = source.get();
            if (profile != null) {
                Draft.write(path, ProfileText.of(profile));
            }
        }
    }

    void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
