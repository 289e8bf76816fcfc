/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import io.perch.options.Option;
import io.perch.options.OptionValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * What options ask to be published of an allocator. Allocators of a process are told apart by numbers, from 1 on, whichever class
 * loaders they are in; one that is closed leaves its number to the next. What cannot be published is logged, and the allocator
 * does without.
 */
public final class Publication implements AutoCloseable {
    private static final String CLAIM = "io.perch.published.";
    private static final String PROCESS = "%p";

    private final Source source;
    private final String file;
    private final boolean jmx;
    private final boolean profiled;
    private final ProfileRequest request = ProfileRequest.toThisProcess();
    private boolean started;
    private boolean closed;
    private int number;
    private CountersWriter counters;
    private AllocatorBean bean;
    private ProfileWriter profile;
    private boolean profileRefused;

    /** @param options which say what is published */
    public Publication(OptionValues options, Source source) {
        this.source = source;
        this.file = options.text(Option.COUNTERS_FILE);
        this.jmx = options.flag(Option.JMX);
        this.profiled = options.number(Option.PROFILE) > 0;
    }

    /** Whether anything is to be published from the start. */
    public boolean isWanted() {
        return jmx || profiled || !file.equals(Option.FALSE);
    }

    /** Publishes what is due; to be called about four times a second, by a thread that belongs to nobody. */
    public synchronized void doWork() {
        if (closed) {
            return;
        }
        if (!started && isWanted()) {
            start();
            started = true;
        }
        if (counters != null) {
            counters.doWork();
        }
        long asked = request.poll();
        if (asked >= 0) {
            source.profileEvery(asked);
            closeProfile();
            profileRefused = false;
        }
        if (!source.isProfiled()) {
            closeProfile();
        } else if (!profileRefused) {
            writeProfile();
        }
    }

    private void writeProfile() {
        try {
            if (profile == null) {
                claimNumber();
                Path first = CountersDirectory.own().resolve(ProfileWriter.nameOf(ProcessHandle.current().pid()));
                profile = new ProfileWriter(source::profile, numbered(first));
                profile.path().toFile().deleteOnExit();
            }
            profile.doWork();
        } catch (IOException refused) {
            log("cannot write the profile of an allocator", refused);
            profileRefused = true;
        }
    }

    private void claimNumber() {
        if (number == 0) {
            number = free();
        }
    }

    /** May fail anywhere, and is tried again then. */
    private void start() {
        claimNumber();
        try {
            if (jmx && bean == null) {
                bean = AllocatorBean.register(source, Integer.toString(number));
            }
            if (!file.equals(Option.FALSE) && counters == null) {
                counters = CountersWriter.create(source::stats, path(), CountersWriter.PERIOD_MILLIS);
                counters.path().toFile().deleteOnExit();
            }
        } catch (IOException | IllegalArgumentException | LinkageError refused) {
            log("cannot publish an allocator", refused);
        }
    }

    /** Claims the first number that no allocator of this process has. */
    private static int free() {
        for (int next = 1;; next++) {
            if (System.getProperties().putIfAbsent(CLAIM + next, Option.TRUE) == null) {
                return next;
            }
        }
    }

    private Path path() throws IOException {
        long process = ProcessHandle.current().pid();
        Path first = file.equals(Option.TRUE) ? CountersDirectory.own().resolve(CountersLayout.nameOf(process))
                : Path.of(file.replace(PROCESS, Long.toString(process))).toAbsolutePath();
        return numbered(first);
    }

    private Path numbered(Path first) {
        String name = first.getFileName().toString();
        int end = name.lastIndexOf('.');
        return number == 1 ? first : first.resolveSibling(
                end <= 0 ? name + '-' + number : name.substring(0, end) + '-' + number + name.substring(end));
    }

    /** Takes back what was published; closing twice does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        if (bean != null) {
            bean.close();
            bean = null;
        }
        if (counters != null) {
            try {
                counters.close();
            } catch (UncheckedIOException stays) {
                log("cannot delete " + counters.path(), stays);
            }
            counters = null;
        }
        closeProfile();
        if (number > 0) {
            System.clearProperty(CLAIM + number);
            number = 0;
        }
    }

    private void closeProfile() {
        try {
            if (profile != null) {
                profile.close();
            }
        } catch (IOException stays) {
            log("cannot delete " + profile.path(), stays);
        }
        profile = null;
    }

    private static void log(String message, Throwable why) {
        System.getLogger("io.perch").log(System.Logger.Level.WARNING, message, why);
    }
}
