/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.SlabCalls;

/** Another library that registers threads for restartable sequences, in a JVM whose libc does not. */
public final class ForeignOwner {
    private static final int SIGNATURE = System.getProperty("os.arch").equals("amd64") ? 0x53053053 : 0xd428bc00;
    private static final int LENGTH = 32;

    private ForeignOwner() {
    }

    /** The thread that probes is ours; one of the others is theirs. */
    static final class OfOneThread {
        private OfOneThread() {
        }

        /** Entry point of a child JVM. */
        public static void main(String[] arguments) throws InterruptedException {
            SlabCalls calls = NativePlatform.get().calls(IndexMode.CPU);
            System.out.println("before: " + calls.index());
            whileRegistered(() -> {
                System.out.println("theirs: " + NativePlatform.get().registerThread() + " " + calls.index());
                System.out.println("again: " + NativePlatform.get().registerThread() + " " + calls.index());
            });
            Thread ours = new Thread(() -> System.out.println(
                    "ours: " + calls.index() + " " + NativePlatform.get().registerThread() + " " + (calls.index() >= 0)));
            ours.start();
            ours.join();
        }
    }

    /** The thread that probes is theirs. */
    static final class OfTheFirstThread {
        private OfTheFirstThread() {
        }

        /** Entry point of a child JVM. */
        public static void main(String[] arguments) throws InterruptedException {
            whileRegistered(() -> Report.main(arguments));
        }
    }

    /** Runs on a thread that another library has registered. */
    public static void whileRegistered(Runnable body) throws InterruptedException {
        Thread thread = new Thread(() -> {
            Pointer area = new Memory(2L * LENGTH).align(LENGTH);
            area.clear(LENGTH);
            rseq(area, 0);
            body.run();
            rseq(area, 1);
        });
        thread.start();
        thread.join();
    }

    private static void rseq(Pointer area, int flags) {
        Object[] arguments = {(long) Seccomp.RSEQ, area, LENGTH, flags, SIGNATURE};
        if (NativeLibrary.getInstance("c").getFunction("syscall").invokeLong(arguments) != 0) {
            throw new AssertionError("rseq is refused");
        }
    }
}
