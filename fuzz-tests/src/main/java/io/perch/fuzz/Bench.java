/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Runs one program after the other, on one allocator for each setup: making one costs as much as a program, and what earlier
 * programs left behind makes later ones different. After some programs the allocator is closed and a new one made. Not thread-safe.
 */
final class Bench {
    private static final int PROGRAMS = 256;

    private final Map<Setup, Subject> subjects = new HashMap<>();
    private final Map<Setup, Program> histories = new HashMap<>();
    private final Map<Setup, Integer> counts = new HashMap<>();
    private long operations;

    /** Operations that ran. */
    long operations() {
        return operations;
    }

    /**
     * Runs a program.
     *
     * @throws AssertionError if it fails, with the shortest program that was found to fail, as a test
     */
    void run(Program program) {
        Setup setup = program.setup();
        Subject subject = subjects.computeIfAbsent(setup, Subject::new);
        Program history = histories.merge(setup, program, Program::then);
        try {
            program.run(subject);
        } catch (RuntimeException | Error failure) {
            throw new AssertionError(failure.getMessage() + "\n\n" + explain(program, history), failure);
        }
        operations += program.operations().size();
        if (counts.merge(setup, 1, Integer::sum) == PROGRAMS) {
            counts.remove(setup);
            histories.remove(setup);
            subjects.remove(setup).close();
        }
    }

    private static String explain(Program program, Program history) {
        Predicate<Program> fails = Bench::fails;
        if (fails.test(program)) {
            return Shrinker.shrink(program, fails).toTest();
        }
        if (fails.test(history)) {
            return Shrinker.shrink(history, fails).toTest();
        }
        return "It does not fail again on a new allocator:\n" + history.toTest();
    }

    private static boolean fails(Program program) {
        try {
            program.run();
            return false;
        } catch (RuntimeException | Error failure) {
            return true;
        }
    }
}
