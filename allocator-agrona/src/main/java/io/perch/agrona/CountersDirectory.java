/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The directory of a user's counters files: nobody else can write there, or look. Other users of the machine can write to the
 * directory that it is in, and so may have been first to take its name; then it is not used.
 */
final class CountersDirectory {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private CountersDirectory() {
    }

    /** Where a user's files can be, best first. */
    private static List<Path> candidates(Object user) {
        return List.of(Path.of("/dev/shm", "perch-" + user), Path.of(System.getProperty("java.io.tmpdir"), "perch-" + user));
    }

    /** The directory of this process's user, which is made if it is missing. */
    static Path own() throws IOException {
        return own(candidates(userOf("self")));
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
            requirePrivate(directory);
        }
        return directory;
    }

    /** Refuses a directory that another user made or can write to, and a link to one. */
    private static void requirePrivate(Path directory) throws IOException {
        Map<String, Object> found = Files.readAttributes(directory, "unix:uid,permissions,isDirectory", LinkOption.NOFOLLOW_LINKS);
        if (!found.get("isDirectory").equals(true) || !found.get("uid").equals(userOf("self"))
                || !found.get("permissions").equals(PRIVATE)) {
            throw new IOException(directory + " is not a directory that belongs to this user alone: " + found);
        }
    }

    /** Where the files of a process are; the first candidate if there is no such directory, or no such process. */
    static Path of(long process) {
        Object user;
        try {
            user = userOf(Long.toString(process));
        } catch (IOException gone) {
            try {
                user = userOf("self");
            } catch (IOException impossible) {
                user = "unknown";
            }
        }
        List<Path> candidates = candidates(user);
        return candidates.stream().filter(Files::isDirectory).findFirst().orElse(candidates.get(0));
    }

    /** The number of the user that a process runs as. */
    private static Object userOf(String process) throws IOException {
        return Files.getAttribute(Path.of("/proc", process), "unix:uid");
    }
}
