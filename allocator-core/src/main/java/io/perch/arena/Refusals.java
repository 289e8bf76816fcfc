/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.arena;

import io.perch.os.OsMemoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the operating system refused of the requests for the memory of one partition. Guarded by the arena's lock. */
final class Refusals {
    private static final System.Logger LOG = System.getLogger("io.perch");
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
    enum Kind {
        BIND("memory is where it is first touched"),
        HUGE_PAGES("ordinary pages are used"),
        PREFAULT("memory is there when it is first touched"),
        LOCK("memory can be swapped out"),
        RELEASE("memory is kept, and used again");

        private final String consequence;

        Kind(String consequence) {
            this.consequence = consequence;
        }
    }

    void add(Kind kind, OsMemoryException refused) {
        if (counts[kind.ordinal()] == 0) {
            first[kind.ordinal()] = refused.getMessage() + ": " + kind.consequence;
        }
        counts[kind.ordinal()]++;
        if (LOGGED[kind.ordinal()].compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}", refused.getMessage(), kind.consequence);
        }
    }

    long count(Kind kind) {
        return counts[kind.ordinal()];
    }

    /** The first refusal of each kind, with its consequence. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (counts[kind.ordinal()] > 0) {
                reasons.add(kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + first[kind.ordinal()]);
            }
        }
        return reasons;
    }
}
