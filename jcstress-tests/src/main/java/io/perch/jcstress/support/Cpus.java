/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import io.perch.cpu.CurrentCpu;
import java.util.BitSet;

/** Moves the calling thread between the CPUs that this process may use, which the scheduler rarely does. */
public final class Cpus {
    private static final int SET_BYTES = 128;
    private static final Function GET = NativeLibrary.getInstance("c").getFunction("sched_getaffinity");
    private static final Function SET = NativeLibrary.getInstance("c").getFunction("sched_setaffinity");
    private static final byte[] ALLOWED = new byte[SET_BYTES];
    private static final int[] CPUS;

    static {
        if (GET.invokeInt(new Object[] {0, SET_BYTES, ALLOWED}) < 0) {
            throw new IllegalStateException("sched_getaffinity");
        }
        CPUS = BitSet.valueOf(ALLOWED).stream().toArray();
    }

    private Cpus() {
    }

    /** Moves to the next allowed CPU, then allows all of them again; with one CPU, does nothing. */
    public static void moveOn() {
        int here = CurrentCpu.cpu();
        int next = 0;
        while (next < CPUS.length && CPUS[next] <= here) {
            next++;
        }
        stay(CPUS[next % CPUS.length]);
        roam();
    }

    /** The CPUs that threads of this process may use, ascending. */
    public static int[] allowed() {
        return CPUS.clone();
    }

    /** Moves to a CPU and stays there until {@link #roam}. */
    public static void stay(int cpu) {
        byte[] one = new byte[SET_BYTES];
        one[cpu / Byte.SIZE] = (byte) (1 << cpu % Byte.SIZE);
        set(one);
    }

    /** Allows all CPUs again. */
    public static void roam() {
        set(ALLOWED);
    }

    private static void set(byte[] cpus) {
        if (SET.invokeInt(new Object[] {0, SET_BYTES, cpus}) != 0) {
            throw new IllegalStateException("sched_setaffinity");
        }
    }
}
