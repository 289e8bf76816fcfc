/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Runs programs one after another, on one allocator per setup: creating one costs as much as a program, and what earlier programs
 * left in the caches leads later ones down other paths. After some programs the allocator is replaced. Not thread-safe.
 */
final class ProgramRunner {
    private static final int PROGRAMS = 256;

    private final Map<Setup, Subject> subjects = new HashMap<>();
    private final Map<Setup, List<Program>> histories = new HashMap<>();
    private long operations;

    /** Calls of the allocator so far, not counting checks. */
    long operations() {
        return operations;
    }

    /**
     * Runs a program.
     *
     * @throws AssertionError if it fails; the message has the shortest failing program that was found, as a test
     */
    void run(Program program) {
        Setup setup = program.setup();
        Subject subject = subjects.computeIfAbsent(setup, Subject::new);
        List<Program> history = histories.computeIfAbsent(setup, any -> new ArrayList<>());
        history.add(program);
        long before = subject.calls();
        try {
            program.run(subject);
        } catch (RuntimeException | Error failure) {
            throw new AssertionError(failure.getMessage() + "\n\n" + explain(program, history), failure);
        }
        operations += subject.calls() - before;
        if (history.size() == PROGRAMS) {
            histories.remove(setup);
            subjects.remove(setup).close();
        }
    }

    private static String explain(Program program, List<Program> programs) {
        Predicate<Program> fails = ProgramRunner::fails;
        if (fails.test(program)) {
            return Shrinker.shrink(program, fails).toTest();
        }
        Program history = programs.stream().reduce(Program::then).orElseThrow();
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
