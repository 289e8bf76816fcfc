/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.stats.Counter;
import io.perch.stats.PerchStats;

/**
 * Calls an operation with any number of stack frames left. What a {@link StackOverflowError} ends has to have changed nothing; and
 * what it would have left locked would make the statistics wait for ever.
 */
final class StackDepths {
    /** Far more than the deepest path needs: calls with as many frames left have to pass. */
    static final int FRAMES = 400;
    /** From one depth to the next: with 1, all are tried. */
    private static final int STEP = Integer.getInteger("perch.test.depths.step", 7);
    private static final long STACK = 400 << 10;

    private int refused;
    private int passed;
    private int depth;

    /** An operation, which tells what it has got or done by itself. */
    @FunctionalInterface
    interface Operation {
        void run();
    }

    /** The same method finds the bottom and goes to it, because another one would have frames of another size. */
    private void dive(int frames, Operation operation) {
        depth++;
        if (frames > 0) {
            dive(frames - 1, operation);
        } else {
            operation.run();
        }
    }

    private int deepest() {
        depth = 0;
        try {
            dive(Integer.MAX_VALUE, null);
        } catch (StackOverflowError bottom) {
            return depth;
        }
        throw new IllegalStateException("no bottom");
    }

    /**
     * Calls {@code operation} with 0 to {@link #FRAMES} frames left, in steps, and {@code check} after each call, with all of the
     * stack.
     */
    StackDepths each(Operation operation, Runnable check) {
        Throwable[] failure = {null};
        Thread thread = new Thread(null, () -> {
            try {
                for (int left = 0; left <= FRAMES; left += STEP) {
                    call(Math.max(0, deepest() - left), operation);
                    check.run();
                }
            } catch (Throwable e) {
                failure[0] = e;
            }
        }, "stack-depths", STACK);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure[0] != null) {
            throw new AssertionError("after " + passed + " passed and " + refused + " refused", failure[0]);
        }
        assertThat(refused).as("refused").isPositive();
        return this;
    }

    private void call(int frames, Operation operation) {
        try {
            dive(frames, operation);
            passed++;
        } catch (StackOverflowError expected) {
            refused++;
        }
    }

    int refused() {
        return refused;
    }

    /** The sums hold. */
    static PerchStats checked(PerchAllocator perch) {
        PerchStats stats = perch.stats();
        assertThat(Counter.ALL.stream().filter(counter -> counter.role() == Counter.Role.PART).mapToLong(stats::get).sum())
                .isEqualTo(stats.committed()).isLessThanOrEqualTo(stats.hardLimit());
        assertThat(stats.get(Counter.DOUBLE_FREES)).as("double frees").isZero();
        return stats;
    }
}
