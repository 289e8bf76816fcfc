/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToIntFunction;

/**
 * Calls an operation with any number of stack frames left. What a {@link StackOverflowError} ends has to have changed nothing; and
 * what it would have left locked would make the statistics wait for ever.
 *
 * <p>The frames are those of {@link #dive}, of 100 bytes or so, as the tests' JVMs do not compile it: so 400 of them are more than
 * any path asks for that does not initialize classes, whatever else is compiled.
 */
public final class StackDepths {
    /** All of these are tried with the step 1. */
    private static final int FRAMES = 400;
    /** From one depth to the next. */
    private static final int STEP = Integer.getInteger("perch.test.depths.step", 11);
    /** Beside the frames, for the check. */
    private static final long STACK = 320 << 10;
    /** Two that no thread has had: glibc gives old stacks to new threads, but none of four times the size or over 40 MiB. */
    private static final long LARGE_STACK = 64 << 20;
    private static final long SMALLER_STACK = 8 << 20;
    /** A little more than a frame has. */
    private static final long FRAME_BYTES = 128;

    private final int frames;
    private final int step;
    private int refused;
    private int passed;
    private boolean overflowed;

    private StackDepths(int times, int step) {
        this.frames = FRAMES * times;
        this.step = step;
    }

    /** All depths from 0 to 400 frames, in steps. */
    public static StackDepths few() {
        return new StackDepths(1, STEP);
    }

    /** Up to 4,000 frames in longer steps: for operations that ask for stack to initialize classes. */
    public static StackDepths many() {
        return new StackDepths(10, 10 * STEP);
    }

    /** Up to 1,200 frames in steps of 220: for first uses, each of which takes long. */
    public static StackDepths thrice() {
        return new StackDepths(3, 20 * STEP);
    }

    /**
     * Goes down to {@code end} and calls the operation there, or finds the bottom, and returns how deep it came. The same method
     * does both, for frames of the same size. It catches the error in its last frame, as to unwind thousands takes milliseconds.
     */
    private int dive(int depth, int end, Runnable operation) {
        try {
            if (depth < end) {
                return dive(depth + 1, end, operation);
            }
            operation.run();
        } catch (StackOverflowError e) {
            overflowed = true;
        }
        return depth;
    }

    /**
     * Calls {@code operation} with so many frames left, and {@code check} after each call, with all of the stack. The operation
     * tells what it has got or done by stores alone: a call after that might be one too many.
     */
    public StackDepths each(Runnable operation, Runnable check) {
        Throwable[] failure = {null};
        onStackOf(STACK + frames * FRAME_BYTES, () -> {
            try {
                for (int left = 0; left <= frames; left += step) {
                    call(left, operation);
                    check.run();
                }
            } catch (Throwable e) {
                failure[0] = e;
            }
        });
        if (failure[0] != null) {
            throw new AssertionError("after " + passed + " passed and " + refused + " refused", failure[0]);
        }
        assertThat(refused).as("refused").isPositive();
        assertThat(passed).as("passed").isPositive();
        return this;
    }

    /** At least so many bytes of stack have to be left for {@code operation}: in frames of {@link #dive}, which are measured. */
    public static int bytesNeededBy(Runnable operation) {
        long frames = framesOn(LARGE_STACK, StackDepths::bottom) - framesOn(SMALLER_STACK, StackDepths::bottom);
        int frameBytes = (int) ((LARGE_STACK - SMALLER_STACK) / frames);
        return frameBytes * framesOn(STACK, depths -> depths.framesNeededBy(operation));
    }

    private static int framesOn(long stack, ToIntFunction<StackDepths> count) {
        int[] frames = {0};
        onStackOf(stack, () -> frames[0] = count.applyAsInt(few()));
        return frames[0];
    }

    private static void onStackOf(long bytes, Runnable task) {
        Thread thread = new Thread(null, task, "stack-depths", bytes);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int bottom() {
        return dive(0, Integer.MAX_VALUE, () -> { });
    }

    private int framesNeededBy(Runnable operation) {
        int bottom = bottom();
        int left = 0;
        do {
            left++;
            overflowed = false;
            dive(0, bottom - left, operation);
        } while (overflowed);
        return left;
    }

    private void call(int left, Runnable operation) {
        int bottom = bottom();
        assertThat(bottom).as("depth of the stack").isGreaterThan(frames);
        overflowed = false;
        dive(0, bottom - left, operation);
        if (overflowed) {
            refused++;
        } else {
            passed++;
        }
    }
}
