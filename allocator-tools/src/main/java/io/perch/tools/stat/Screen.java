/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.stat;

import java.io.PrintWriter;
import java.util.List;

/**
 * A terminal that shows one frame after the other in the same place, by the control sequences that all of today's have. When it is
 * closed, also by Ctrl-C, the terminal is as it was, and has the last frame. Thread-safe.
 */
final class Screen implements AutoCloseable {
    /** Another screen, no cursor, and long lines are cut. */
    private static final String ENTER = "\033[?1049h\033[?25l\033[?7l";
    private static final String LEAVE = "\033[?7h\033[?25h\033[?1049l";
    private static final String HOME = "\033[H";
    private static final String REST_OF_LINE = "\033[K";
    private static final String REST_OF_SCREEN = "\033[J";

    private final PrintWriter out;
    private final Thread atExit = new Thread(this::leave, "perch-stat-exit");
    private List<String> last = List.of();
    private boolean left;

    Screen(PrintWriter out) {
        this.out = out;
        Runtime.getRuntime().addShutdownHook(atExit);
        out.print(ENTER);
        out.flush();
    }

    synchronized void show(List<String> frame) {
        if (!left) {
            last = List.copyOf(frame);
            out.print(HOME + String.join(REST_OF_LINE + "\r\n", frame) + REST_OF_LINE + REST_OF_SCREEN);
            out.flush();
        }
    }

    private synchronized void leave() {
        if (!left) {
            left = true;
            out.print(LEAVE);
            last.forEach(out::println);
            out.flush();
        }
    }

    @Override
    public void close() {
        leave();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            return;
        }
    }
}
