/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import io.perch.os.SafeDirectory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory of a user's counters files: nobody else can write there, or look. Other users of the machine can write to the
 * directory that it is in, and so may have been first to take its name; then it is not used.
 */
public final class CountersDirectory {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private CountersDirectory() {
    }

    /** Where a user's files can be, best first. */
    private static List<Path> candidates(Object user) {
        return List.of(Path.of("/dev/shm", "perch-" + user), Path.of(System.getProperty("java.io.tmpdir"), "perch-" + user));
    }

    /**
     * The directory of this process's user, which is made if it is missing.
     *
     * @throws IOException if other users of the machine have taken all its names
     */
    public static Path own() throws IOException {
        return own(candidates(SafeDirectory.userOf("self")));
    }

    static Path own(List<Path> candidates) throws IOException {
        IOException refused = new IOException("there is no private directory for counters");
        for (Path directory : candidates) {
            try {
                return makePrivate(directory);
            } catch (IOException e) {
                refused.addSuppressed(e);
            }
        }
        throw refused;
    }

    private static Path makePrivate(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
        } catch (FileAlreadyExistsException there) {
            if (!SafeDirectory.isPrivate(directory, SafeDirectory.userOf("self"))) {
                throw new IOException(directory + " is not a directory that belongs to this user alone");
            }
        }
        return directory;
    }

    /**
     * Where the files of a process are, and those that one that is gone left behind, if it was this user's; the first candidate if
     * there is no such directory. A directory that is not that user's alone is passed over: whoever made it could cut off a file
     * that is being read.
     */
    public static Path of(long process) {
        Object user = userOf(process);
        return of(user, candidates(user));
    }

    /**
     * The profiles of a process's allocators that have {@code perch.profile}, oldest first.
     *
     * @throws IOException if the directory cannot be read
     */
    public static List<Path> profilesOf(long process) throws IOException {
        String name = ProfileWriter.nameOf(process);
        int end = name.lastIndexOf('.');
        Path directory = of(process);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(
                    Pattern.quote(name.substring(0, end)) + "(-\\d+)?" + Pattern.quote(name.substring(end)))).sorted().toList();
        }
    }

    static Path of(Object user, List<Path> candidates) {
        return candidates.stream().filter(directory -> belongsTo(user, directory)).findFirst().orElse(candidates.get(0));
    }

    private static boolean belongsTo(Object user, Path directory) {
        try {
            return SafeDirectory.isPrivate(directory, user);
        } catch (IOException missing) {
            return false;
        }
    }

    private static Object userOf(long process) {
        try {
            return SafeDirectory.userOf(ProcessHandle.of(process).isPresent() ? Long.toString(process) : "self");
        } catch (IOException gone) {
            return "unknown";
        }
    }
}
