/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.library;

import io.perch.os.Host;
import io.perch.rseq.capability.Settings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The library as a file that the dynamic linker can open. Closing it deletes what was written for the purpose. */
final class LibraryFile implements AutoCloseable {
    private static final Set<PosixFilePermission> NOT_WRITABLE = PosixFilePermissions.fromString("r-x------");
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final int OTHERS_WRITE = 0022;
    private static final int STICKY = 01000;

    private final Path path;
    private final boolean temporary;

    private LibraryFile(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** The user's own file. */
    static LibraryFile existing(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(path + " (" + Settings.FILE + ") is not a file");
        }
        return new LibraryFile(path, false);
    }

    /**
     * Writes the library from the jar into a directory, as a file of its own that only this user can read and nobody can write to.
     * It is made under a name that did not exist, and in a directory where no other user can put another file in its place.
     */
    static LibraryFile extracted(String name) throws IOException {
        String resource = "/META-INF/native/linux-" + Host.arch() + "/libperch.so";
        try (InputStream content = LibraryFile.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new FileNotFoundException("no library for this architecture: " + resource + " is not on the class path");
            }
            Path directory = Path.of(name);
            if (!directory.isAbsolute()) {
                throw new IOException(name + " is no absolute directory");
            }
            Files.createDirectories(directory);
            requireSafe(directory);
            Path path = directory.resolve("libperch-" + UUID.randomUUID() + ".so");
            LibraryFile file = new LibraryFile(path, true);
            try (ByteChannel channel = Files.newByteChannel(path, NEW, PosixFilePermissions.asFileAttribute(NOT_WRITABLE))) {
                ByteBuffer bytes = ByteBuffer.wrap(content.readAllBytes());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                file.close();
                throw e;
            }
            return file;
        }
    }

    /**
     * Refuses a directory in which another user could replace a file: one that belongs to another user, except root, and one that
     * others can write to, unless it has the bit by which only a file's owner can remove it, as {@code /tmp} has.
     */
    private static void requireSafe(Path directory) throws IOException {
        Map<String, Object> found = Files.readAttributes(directory, "unix:uid,mode");
        int owner = (Integer) found.get("uid");
        int mode = (Integer) found.get("mode");
        boolean ours = owner == 0 || owner == (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (!ours || (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
            throw new IOException("other users can replace files in " + directory);
        }
    }

    /** Where to try, in this order: the first may be full or mounted noexec, or have a name that this JVM cannot encode. */
    static List<String> directories(Settings settings) {
        if (settings.directory() != null) {
            return List.of(settings.directory().toString());
        }
        return List.of(System.getProperty("java.io.tmpdir"), System.getProperty("user.home") + "/.cache/perch", "/var/tmp");
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.deleteIfExists(path);
        }
    }
}
