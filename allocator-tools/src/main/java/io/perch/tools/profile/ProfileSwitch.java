/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.profile;

import io.perch.publish.CountersDirectory;
import io.perch.publish.ProfileRequest;
import io.perch.tools.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has a process begin to sample, or end.
 *
 * @param process its number
 */
record ProfileSwitch(long process) {
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long MORE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long LOOK_MILLIS = 100;

    /** @throws IOException if there is no such process */
    static ProfileSwitch of(String process) throws IOException {
        if (!Processes.isId(process) || !Processes.exists(Long.parseLong(process))) {
            throw new IOException("there is no process " + process);
        }
        return new ProfileSwitch(Long.parseLong(process));
    }

    /**
     * Turns it on or off, and waits until that is so for all allocators: none looks more rarely than once a second, so those that
     * have not answered some seconds after another did are not there, or do not maintain themselves.
     *
     * @param interval one sample in so many bytes; 0 for none
     * @return what there is to say, in a sentence
     * @throws IOException if the process does not answer
     */
    String turn(long interval) throws IOException, InterruptedException {
        Path request = ProfileRequest.send(process, interval);
        if (interval == 0) {
            await(request, () -> CountersDirectory.profilesOf(process).isEmpty());
            return "samples nothing";
        }
        long asked = Files.getLastModifiedTime(request).toMillis();
        await(request, () -> !answers(asked).isEmpty());
        int count = answers(asked).size();
        long end = System.nanoTime() + MORE_NANOS;
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            int now = answers(asked).size();
            end = now == count ? end : System.nanoTime() + MORE_NANOS;
            count = now;
        }
        return (count == 1 ? "1 allocator samples" : count + " allocators sample") + " one block in " + interval
                + " bytes from now on: see ./perch profile " + process;
    }

    /** What is to be so. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(Path request, Condition answered) throws IOException, InterruptedException {
        long end = System.nanoTime() + ANSWER_NANOS;
        while (!answered.holds()) {
            if (System.nanoTime() > end) {
                Files.deleteIfExists(request);
                throw new IOException("process " + process + " does not answer: it has no allocator of Perch that maintains itself"
                        + " (perch.maintenance=thread)");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Profiles that were written since: each allocator has its own. */
    private List<Path> answers(long asked) throws IOException {
        List<Path> answers = new ArrayList<>();
        for (Path profile : CountersDirectory.profilesOf(process)) {
            if (changed(profile) >= asked) {
                answers.add(profile);
            }
        }
        return answers;
    }

    /** An allocator may be closed meanwhile. */
    private static long changed(Path profile) throws IOException {
        try {
            return Files.getLastModifiedTime(profile).toMillis();
        } catch (NoSuchFileException closed) {
            return 0;
        }
    }
}
