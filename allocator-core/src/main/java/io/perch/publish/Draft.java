/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import io.perch.os.RandomName;
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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that this user alone can read, on its way to its name, where it appears when it is complete. It has a name that nobody can
 * foresee, and was not there before: so no link leads anywhere else.
 *
 * @param file   that is written
 * @param target what it becomes
 */
record Draft(Path file, Path target) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
            StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    static Draft of(Path target) throws IOException {
        return new Draft(target.resolveSibling(target.getFileName() + "." + RandomName.make() + ".new"), target);
    }

    /** Replaces a file by one with another text: readers find the old one or the new one. */
    static void write(Path target, String text) throws IOException {
        Draft draft = of(target);
        try {
            try (FileChannel channel = draft.open()) {
                Channels.newOutputStream(channel).write(text.getBytes(StandardCharsets.UTF_8));
            }
            draft.publish();
        } finally {
            draft.discard();
        }
    }

    /** Makes the file. */
    FileChannel open() throws IOException {
        return FileChannel.open(file, NEW, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    /** Gives it its name, in place of a file that had it. */
    void publish() throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes it, unless it was published. */
    void discard() throws IOException {
        Files.deleteIfExists(file);
    }
}
