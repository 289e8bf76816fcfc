/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.cpu;

/** The example of {@code docs/rescheduling.md}: run it with {@code -Dperch.notify=on}, and the seconds that it shall last. */
public final class LossesOfTheCpu {
    private LossesOfTheCpu() {
    }

    /** Spins, and prints when it could not. */
    public static void main(String[] arguments) {
        if (!Rescheduling.available()) {
            System.out.println("no notification here: " + Rescheduling.reason());
            return;
        }
        long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000_000L;
        // tag::example[]
        Rescheduling.wasDescheduled();
        long seen = System.nanoTime();
        while (seen < end) {
            long now = System.nanoTime();
            if (Rescheduling.wasDescheduled()) {
                long length = System.nanoTime() - seen;
                System.out.println("lost the CPU for up to " + length / 1000 + " us, loss " + Rescheduling.count());
                // Printing may block, and its own loss is nobody's news.
                Rescheduling.wasDescheduled();
                now = System.nanoTime();
            }
            seen = now;
        }
        // end::example[]
        System.out.println("lost it " + Rescheduling.count() + " times");
    }
}
