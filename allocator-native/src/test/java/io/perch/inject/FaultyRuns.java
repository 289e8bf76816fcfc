/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Runs a script again and again, with a heap that is full at another of the allocation sites that it passes each time; at all of
 * them with {@code -Dperch.test.faults.all=true}, otherwise where a path through the code is taken for the first time in any
 * script.
 */
public final class FaultyRuns {
    private static final boolean ALL = Boolean.getBoolean("perch.test.faults.all");
    private static final int DEADLINE_SECONDS = 30;
    private static final Set<Integer> PATHS = new HashSet<>();

    private final boolean everyThread;
    private int runs;

    /** @param everyThread whether other threads than that of the script find the heap full as well */
    public FaultyRuns(boolean everyThread) {
        this.everyThread = everyThread;
    }

    /** Runs what {@code scripts} makes, and checks it each time. */
    public FaultyRuns run(Supplier<Script> scripts) {
        // Twice: what only the first run does, such as loading classes, is no path of the others.
        once(scripts.get());
        Faults counted = Faults.none(everyThread, PATHS);
        once(scripts.get(), counted);
        List<Integer> counts = ALL ? IntStream.rangeClosed(1, counted.passed()).boxed().toList() : counted.firstOfPaths();
        for (Faults.Length length : Faults.Length.values()) {
            for (int count : counts) {
                once(scripts.get(), Faults.at(count, length, everyThread));
                runs++;
            }
        }
        return this;
    }

    /** Runs and checks a script with no fault. */
    public static void once(Script script) {
        once(script, Faults.none(false, new HashSet<>()));
    }

    private static void once(Script script, Faults faults) {
        try {
            faults.begin();
            try {
                script.run(faults);
            } finally {
                Faults.end();
            }
            script.check();
        } catch (Throwable e) {
            throw new AssertionError("heap full at allocation " + faults.passed() + ", " + faults.where(), e);
        }
    }

    /** How many faults were tried. */
    public int runs() {
        return runs;
    }

    /** Calls from another thread, which a lock that was left held would stop. */
    public static <T> T elsewhere(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "elsewhere");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            AssertionError waiting = new AssertionError("no answer within " + DEADLINE_SECONDS + " s");
            waiting.setStackTrace(thread.getStackTrace());
            throw waiting;
        } catch (ExecutionException e) {
            throw new AssertionError("in another thread", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
