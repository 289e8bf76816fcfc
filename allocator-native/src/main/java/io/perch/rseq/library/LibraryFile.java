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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The library as a file that the dynamic linker can open. Closing it deletes what was written for the purpose. */
final class LibraryFile implements AutoCloseable {
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

    /** Writes the library of the jar into a directory, as a file of its own, which only this user can read. */
    static LibraryFile extracted(Path directory) throws IOException {
        String resource = "/META-INF/native/linux-" + Host.arch() + "/libperch.so";
        try (InputStream content = LibraryFile.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new FileNotFoundException("no library for this architecture: " + resource + " is not on the class path");
            }
            Files.createDirectories(directory);
            Path path = Files.createTempFile(directory, "libperch-", ".so");
            LibraryFile file = new LibraryFile(path, true);
            try {
                Files.copy(content, path, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                file.close();
                throw e;
            }
            return file;
        }
    }

    /** Where to try, in this order: the first may be full or mounted noexec. */
    static List<Path> directories(Settings settings) {
        if (settings.directory() != null) {
            return List.of(settings.directory());
        }
        List<Path> directories = new ArrayList<>();
        directories.add(Path.of(System.getProperty("java.io.tmpdir")));
        directories.add(Path.of(System.getProperty("user.home"), ".cache", "perch"));
        directories.add(Path.of("/var/tmp"));
        return directories;
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
