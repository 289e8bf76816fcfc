/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs a script again and again, with a heap that is full at other allocation sites each time: in each call at one that is reached
 * in a new way, until there is none. With {@code -Dperch.test.faults.all=true}, then at a single one each time, as many as
 * {@code -Dperch.test.faults.samples} says, chosen by {@code -Dperch.test.faults.seed}.
 */
public final class FaultyRuns {
    /** Whether this is the long form. */
    public static final boolean ALL = Boolean.getBoolean("perch.test.faults.all");
    private static final long SEED = Long.getLong("perch.test.faults.seed", 1);
    private static final int SAMPLES = Integer.getInteger("perch.test.faults.samples", 300);
    /** A script whose ways through the code differ each time comes to an end, too. */
    private static final int MOST_RUNS = 2000;
    private static final int DEADLINE_SECONDS = 30;
    private static final Set<Integer> PATHS = ConcurrentHashMap.newKeySet();

    private final boolean everyThread;
    private int faults;

    /** @param everyThread whether other threads than that of the script find the heap full as well */
    public FaultyRuns(boolean everyThread) {
        this.everyThread = everyThread;
    }

    /** Runs what {@code scripts} makes, and checks it each time. */
    public FaultyRuns run(Supplier<Script> scripts) {
        // First without: what only the first run does, such as loading classes, is no path of the others.
        once(scripts.get());
        for (Faults.Length length : Faults.Length.values()) {
            int runs = 0;
            while (once(scripts.get(), Faults.atNewPaths(length, everyThread, PATHS)) > 0 && runs < MOST_RUNS) {
                runs++;
            }
        }
        if (ALL) {
            runSamples(scripts);
        }
        return this;
    }

    private void runSamples(Supplier<Script> scripts) {
        Faults counted = Faults.none(everyThread);
        once(scripts.get(), counted);
        int[] counts = new Random(SEED).ints(SAMPLES, 1, counted.passed() + 1).distinct().toArray();
        for (int i = 0; i < counts.length; i++) {
            once(scripts.get(), Faults.at(counts[i], Faults.Length.values()[i % 2], everyThread));
        }
    }

    /** Runs and checks a script with no fault. */
    public static void once(Script script) {
        new FaultyRuns(false).once(script, Faults.none(false));
    }

    /** Returns how many faults there were. */
    private int once(Script script, Faults these) {
        try {
            these.begin();
            try {
                script.run(these);
            } finally {
                Faults.end();
            }
            script.check();
        } catch (Throwable e) {
            throw new AssertionError("heap full at allocation " + String.join("; ", these.thrown()), e);
        }
        faults += these.thrown().size();
        return these.thrown().size();
    }

    /** How many sites threw, each as often as it did. */
    public int faults() {
        return faults;
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
