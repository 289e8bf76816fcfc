/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What {@code ./perch profile PID --on} asks of a process, in a file beside its profiles: one sample in so many bytes, or 0 for
 * none. It counts for all allocators of the process, also those that are made later. For one thread at a time.
 */
public final class ProfileRequest {
    /** Nothing new is asked. */
    static final long NONE = -1;
    private static final int CALLS_A_LOOK = 4;

    private final long process;
    private final File file;
    private int calls;
    private long seen;

    private ProfileRequest(long process) {
        this.process = process;
        this.file = pathTo(process).toFile();
    }

    static ProfileRequest toThisProcess() {
        return new ProfileRequest(ProcessHandle.current().pid());
    }

    private static Path pathTo(long process) {
        return CountersDirectory.of(process).resolve("perch-" + process + ".request");
    }

    /**
     * Asks a process.
     *
     * @param interval one sample in so many bytes; 0 for none
     * @return the file that asks, for whoever sees that nobody answers
     * @throws IOException if this user may not write there
     */
    public static Path send(long process, long interval) throws IOException {
        Path path = pathTo(process);
        if (path.startsWith(CountersDirectory.own()) || Files.isDirectory(path.getParent())) {
            Draft.write(path, Long.toString(interval));
            return path;
        }
        throw new IOException(path.getParent() + " is missing, and belongs to another user");
    }

    /** What is asked since the last call, or {@link #NONE}. Each fourth call looks, at the cost of a system call and no garbage. */
    long poll() {
        if (calls++ % CALLS_A_LOOK != 0) {
            return NONE;
        }
        long changed = file.lastModified();
        if (changed == seen) {
            return NONE;
        }
        seen = changed;
        return changed == 0 ? NONE : read(changed);
    }

    /** One that is older than this process was meant for another of the same number. */
    private long read(long changed) {
        Instant start = ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);
        if (changed < start.toEpochMilli() || !file.toPath().equals(pathTo(process))) {
            return NONE;
        }
        try {
            file.deleteOnExit();
            return Math.max(0, Long.parseLong(Files.readString(file.toPath()).strip()));
        } catch (IOException | NumberFormatException unreadable) {
            return NONE;
        }
    }
}
