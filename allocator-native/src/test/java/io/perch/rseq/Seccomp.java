/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;

/** Makes the kernel refuse system calls, by seccomp filters. */
public final class Seccomp {
    private static final boolean X86 = System.getProperty("os.arch").equals("amd64");
    /** The number of the system call. */
    public static final int RSEQ = X86 ? 334 : 293;
    /** The number of the system call. */
    public static final int MEMBARRIER = X86 ? 324 : 283;
    /** The number of the system call. */
    public static final int MBIND = X86 ? 237 : 235;

    private static final int CLONE = X86 ? 56 : 220;
    private static final int CLONE3 = 435;
    private static final long SECCOMP = X86 ? 317 : 277;
    private static final int NO_NEW_PRIVILEGES = 38;
    private static final long SET_MODE_FILTER = 1;
    private static final long THIS_THREAD = 0;
    private static final long ALL_THREADS = 1;
    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;
    private static final int ALLOW = 0x7fff0000;
    private static final int REFUSE_WITH_EPERM = 0x00050001;
    private static final int REFUSE_WITH_EAGAIN = 0x0005000b;

    private Seccomp() {
    }

    /** From now on the call answers EPERM, whichever thread makes it. */
    public static void refuse(int systemCall) {
        install(ALL_THREADS, REFUSE_WITH_EPERM, systemCall);
    }

    /** From now on the calling thread can start no other: EAGAIN, as where a control group has no more process ids. */
    public static void refuseThreads() {
        install(THIS_THREAD, REFUSE_WITH_EAGAIN, CLONE);
        install(THIS_THREAD, REFUSE_WITH_EAGAIN, CLONE3);
    }

    private static void install(long threads, int refusal, int systemCall) {
        NativeLibrary libc = NativeLibrary.getInstance("c");
        int[][] filter = {
            {LOAD_WORD, 0, 0, 0},
            {JUMP_IF_EQUAL, 0, 1, systemCall},
            {RETURN, 0, 0, refusal},
            {RETURN, 0, 0, ALLOW},
        };
        Memory instructions = new Memory(8L * filter.length);
        for (int i = 0; i < filter.length; i++) {
            instructions.setShort(8L * i, (short) filter[i][0]);
            instructions.setByte(8L * i + 2, (byte) filter[i][1]);
            instructions.setByte(8L * i + 3, (byte) filter[i][2]);
            instructions.setInt(8L * i + 4, filter[i][3]);
        }
        Memory program = new Memory(16);
        program.setShort(0, (short) filter.length);
        program.setPointer(8, instructions);
        int locked = libc.getFunction("prctl").invokeInt(new Object[] {NO_NEW_PRIVILEGES, 1L, 0L, 0L, 0L});
        long installed = libc.getFunction("syscall").invokeLong(new Object[] {SECCOMP, SET_MODE_FILTER, threads, program});
        if (locked != 0 || installed != 0) {
            throw new AssertionError("no seccomp filter here: " + locked + ", " + installed);
        }
    }
}
