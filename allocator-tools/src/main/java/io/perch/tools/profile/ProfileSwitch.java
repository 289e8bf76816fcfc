/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.profile;

import io.perch.publish.CountersDirectory;
import io.perch.publish.ProfileRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has a process begin to sample, or end.
 *
 * @param process its number
 */
record ProfileSwitch(long process) {
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_MILLIS = 100;

    /** @throws IOException if there is no such process */
    static ProfileSwitch of(String process) throws IOException {
        if (!process.matches("\\d{1,18}") || ProcessHandle.of(Long.parseLong(process)).isEmpty()) {
            throw new IOException("there is no process " + process);
        }
        return new ProfileSwitch(Long.parseLong(process));
    }

    /**
     * Turns it on or off, and waits until that is so.
     *
     * @param interval one sample in so many bytes; 0 for none
     * @return what there is to say, in a sentence
     * @throws IOException if the process does not answer
     */
    String turn(long interval) throws IOException, InterruptedException {
        Path request = ProfileRequest.send(process, interval);
        long asked = Files.getLastModifiedTime(request).toMillis();
        long end = System.nanoTime() + ANSWER_NANOS;
        while (!isAnswered(asked, interval > 0)) {
            if (System.nanoTime() > end) {
                Files.deleteIfExists(request);
                throw new IOException("process " + process + " does not answer: it has no allocator of Perch that maintains itself"
                        + " (perch.maintenance=thread)");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return interval > 0 ? "samples one block in " + interval + " bytes that it allocates from now on: see ./perch profile "
                + process : "samples nothing";
    }

    private boolean isAnswered(long asked, boolean on) throws IOException {
        List<Path> profiles = CountersDirectory.profilesOf(process);
        if (!on) {
            return profiles.isEmpty();
        }
        for (Path profile : profiles) {
            if (Files.getLastModifiedTime(profile).toMillis() >= asked) {
                return true;
            }
        }
        return false;
    }
}
