/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.library;

import io.perch.os.Host;
import io.perch.os.RandomName;
import io.perch.os.SafeDirectory;
import io.perch.os.Uninterrupted;
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
import java.util.Set;

/** The library as a file that the dynamic linker can open. Closing it deletes what was written for the purpose. */
final class LibraryFile implements AutoCloseable {
    private static final Set<PosixFilePermission> NOT_WRITABLE = PosixFilePermissions.fromString("r-x------");
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path path;
    private final boolean temporary;

    private LibraryFile(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** The user's own file. */
    static LibraryFile existing(Path path) {
        return new LibraryFile(path, false);
    }

    /** What is in the user's file, or in the jar. */
    static byte[] content(Path file) throws IOException {
        if (file != null) {
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(file + " (" + Settings.FILE + ") is not a file");
            }
            return Files.readAllBytes(file);
        }
        String resource = "/META-INF/native/linux-" + Host.arch() + "/libperch.so";
        try (InputStream stream = LibraryFile.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new FileNotFoundException("no library for this architecture: " + resource + " is not on the class path");
            }
            return stream.readAllBytes();
        }
    }

    /**
     * Writes the library into a directory, as a file that only this user can read and nobody can write to. It is made under a name
     * that did not exist and that no other user can see, and where none can put another file in its place.
     */
    static LibraryFile written(byte[] content, String directory) throws IOException {
        return Uninterrupted.run(() -> writtenAtOnce(content, directory));
    }

    private static LibraryFile writtenAtOnce(byte[] content, String directory) throws IOException {
        LibraryFile file = new LibraryFile(fresh(directory), true);
        boolean whole = false;
        try (ByteChannel channel = Files.newByteChannel(file.path, NEW, PosixFilePermissions.asFileAttribute(NOT_WRITABLE))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            whole = true;
        } finally {
            if (!whole) {
                file.close();
            }
        }
        return file;
    }

    /** Like {@link #written}, a link to an open file. */
    static LibraryFile linked(Path target, String directory) throws IOException {
        LibraryFile file = new LibraryFile(fresh(directory), true);
        boolean made = false;
        try {
            Files.createSymbolicLink(file.path, target);
            made = true;
        } finally {
            if (!made) {
                file.close();
            }
        }
        return file;
    }

    /** A name that nobody can know, in a directory of its own that is for this user alone. */
    private static Path fresh(String name) throws IOException {
        Path directory = Path.of(name);
        if (!directory.isAbsolute()) {
            throw new IOException(name + " is no absolute directory");
        }
        Files.createDirectories(directory);
        Path own = SafeDirectory.require(directory).resolve("perch-" + RandomName.make());
        return Files.createDirectory(own, PosixFilePermissions.asFileAttribute(PRIVATE)).resolve(RandomName.make() + ".so");
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
            Files.deleteIfExists(path.getParent());
        }
    }
}
