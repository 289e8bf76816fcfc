/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the operating system refused of the requests for some memory, such as that of one partition. Thread-safe. */
public final class Refusals {
    /** Each kind of refusal is logged once per process: in a container it is the same for all allocators. */
    private static final AtomicBoolean[] LOGGED = new AtomicBoolean[Kind.values().length];

    static {
        for (Kind kind : Kind.values()) {
            LOGGED[kind.ordinal()] = new AtomicBoolean();
        }
    }

    private final long[] counts = new long[Kind.values().length];
    private final String[] first = new String[Kind.values().length];

    /** What was asked for. */
    public enum Kind {
        /** Memory of a node. */
        BIND("memory is where it is first touched"),
        /** Huge pages. */
        HUGE_PAGES("ordinary pages are used"),
        /** Memory before it is touched. */
        PREFAULT("memory is there when it is first touched"),
        /** Memory that stays in RAM. */
        LOCK("memory can be swapped out"),
        /** Pages that can be used. */
        COMMIT("no memory is handed out"),
        /** Memory for the cache of a CPU. */
        CACHE("the CPU goes without a cache until there is one"),
        /** Pages of its own for a block of checked mode. */
        GUARD("a block has no guarded pages, or its late use does not crash"),
        /** That memory is taken back. */
        RELEASE("memory is kept, and used again"),
        /** That addresses are taken back. */
        UNMAP("the address space stays reserved");

        private final String consequence;

        Kind(String consequence) {
            this.consequence = consequence;
        }
    }

    /** Makes a request; returns whether it was granted. */
    public boolean attempt(Kind kind, Runnable request) {
        try {
            request.run();
            return true;
        } catch (OsMemoryException refused) {
            add(kind, refused.getMessage());
            return false;
        }
    }

    /**
     * Counts a refusal.
     *
     * @param why what was asked for, and the answer
     */
    public void add(Kind kind, String why) {
        synchronized (this) {
            if (counts[kind.ordinal()] == 0) {
                first[kind.ordinal()] = why + ": " + kind.consequence;
            }
            counts[kind.ordinal()]++;
        }
        if (LOGGED[kind.ordinal()].compareAndSet(false, true)) {
            log(why + ": " + kind.consequence);
        }
    }

    /** A log that fails is no reason to fail. The JDK's first logger opens files, so it is not for an initializer. */
    private static void log(String message) {
        try {
            System.getLogger("io.perch").log(System.Logger.Level.WARNING, message);
        } catch (RuntimeException | Error ignored) {
            return;
        }
    }

    /** Times that this was refused. */
    public synchronized long count(Kind kind) {
        return counts[kind.ordinal()];
    }

    /** Times that memory or addresses were not taken back. */
    public long ofReleases() {
        return count(Kind.RELEASE) + count(Kind.UNMAP);
    }

    /** Times that something else was refused, but for a node's memory. */
    public long ofOthers() {
        return Arrays.stream(Kind.values()).mapToLong(this::count).sum() - ofReleases() - count(Kind.BIND);
    }

    /** The first refusal of each kind, with its consequence. */
    public synchronized List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (counts[kind.ordinal()] > 0) {
                reasons.add(kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + first[kind.ordinal()]);
            }
        }
        return reasons;
    }
}
