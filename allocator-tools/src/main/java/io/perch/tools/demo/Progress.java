/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints which round is running: on a terminal in one line that is overwritten, otherwise in one line a round. */
final class Progress {
    private final PrintWriter out;
    private final boolean terminal;

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void begin(String title, Contender contender) {
        if (terminal) {
            overwrite(String.format(Locale.ROOT, "%-14s %-9s ...", title, contender.label()));
        }
    }

    void done(String title, RoundResult result) {
        String line = String.format(Locale.ROOT, "%-14s %-9s %,9.0f requests/s", title, result.contender().label(),
                result.requestsPerSecond());
        if (terminal) {
            overwrite(line);
        } else {
            out.println(line);
        }
        out.flush();
    }

    void end() {
        if (terminal) {
            overwrite("");
        }
    }

    /** Carriage return, the text, and "erase to the end of the line". */
    private void overwrite(String text) {
        out.print("\r" + text + "\u001b[K");
        out.flush();
    }
}
