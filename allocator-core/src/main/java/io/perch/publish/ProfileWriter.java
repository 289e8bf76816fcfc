/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import io.perch.profile.Profile;
import io.perch.profile.ProfileText;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Keeps an allocator's profile in a file, for {@code ./perch profile}. For one thread at a time. */
final class ProfileWriter {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final String PREFIX = "perch-";
    private static final String SUFFIX = ".profile";

    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);

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
            write(ProfileText.of(source.get()));
        }
    }

    /** Readers find the old text or the new one. */
    private void write(String text) throws IOException {
        Path draft = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(draft, NEW,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                Channels.newOutputStream(channel).write(text.getBytes(StandardCharsets.UTF_8));
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
