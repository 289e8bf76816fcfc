/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.stat;

import io.perch.agrona.CountersView;
import io.perch.stats.Counter;
import io.perch.stats.Ratio;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The page that {@code perch stat} prints. Labels and values come from the file, so counters of a newer writer are shown as well.
 */
final class StatPage {
    private static final int LABEL_WIDTH = 18;

    private final Path file;
    private final CountersView view;

    StatPage(Path file, CountersView view) {
        this.file = file;
        this.view = view;
    }

    /** Whether the writer still exists. */
    boolean isAlive() {
        return Files.exists(file) && ProcessHandle.of(view.process()).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Whose counters these are, and how old. */
    String title() {
        return String.format(Locale.ROOT, "process %d%s, updated %.1f s ago", view.process(), isAlive() ? "" : " (it has ended)",
                (System.currentTimeMillis() - view.updated()) / 1000.0);
    }

    void print(PrintWriter out) {
        out.println(title());
        Sample sample = Sample.of(view);
        // Labels of pools' counters begin with the pool's name.
        int[] width = {LABEL_WIDTH};
        view.reader().forEach((counterId, label) -> width[0] = Math.max(width[0], label.length()));
        view.reader().forEach((counterId, typeId, key, label) -> {
            Counter counter = Sample.counter(typeId);
            String sign = counter == null ? "  " : counter.role().sign();
            out.printf(Locale.ROOT, "%s%-" + width[0] + "s %,18d%s%n", sign, printable(label),
                    view.reader().getCounterValue(counterId),
                    counter == null || !label.equals(counter.label()) ? "" : Ratio.textOf(counter, sample::get));
        });
        out.flush();
    }

    /** A pool's name is its program's choice; a terminal would obey what it holds beside letters. */
    static String printable(String label) {
        return label.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
