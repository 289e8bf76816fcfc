/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.sync;

/**
 * Asks for spare stack before a slow path takes a lock or changes anything, so that a {@link StackOverflowError} is thrown there
 * and not halfway.
 *
 * <p>HotSpot checks the stack when a method is entered, and for the largest frame that it may need: in the interpreter that of its
 * local variables, and in compiled code the one that the interpreter would need if it had to take over. So the entry of a method
 * with 1,536 words of local variables asks for 12 KiB, although it uses none of them. Compiled, that is a touch of each page: 3 ns,
 * or 8 where it is not inlined. It is not for the hot path of the default mode.
 *
 * <p>Whoever needs much more than that asks further below, under frames that are as large when they are compiled: these hold 120
 * arguments, which calls pass on the stack. One is of 1,055 bytes interpreted and 1,872 by C1, and takes 30 to 40 ns. Frames of
 * local variables do not do for a recursion: they took 12,483 bytes each interpreted, 64 by C1 and 24 by C2.
 */
public final class SpareStack {
    private static final int MUCH = 72;

    private SpareStack() {
    }

    /**
     * Returns if 12 KiB are left: the deepest slow path of the tiers fits there, also in the interpreter.
     *
     * @throws StackOverflowError if not
     */
    public static void require() {
        WideFrames.kib12();
    }

    /**
     * Like {@link #require}, but 16 KiB: for callers of what calls {@link #require}, so that they have the stack to undo what they
     * did if it refuses.
     *
     * @throws StackOverflowError if there is not that much
     */
    public static void requireMore() {
        WideFrames.kib16();
    }

    /**
     * Like {@link #requireMore}, but 20 KiB: for callers of what calls {@link #requireMore}.
     *
     * @throws StackOverflowError if there is not that much
     */
    public static void requireMost() {
        WideFrames.kib20();
    }

    /**
     * Like {@link #require}, but at least 85 KiB, for what loads and initializes classes: a class whose initialization overflows
     * the stack is unusable for ever.
     *
     * @throws StackOverflowError if there is not that much
     */
    public static void requireMuch() {
        below(MUCH);
    }

    private static void below(int frames) {
        below(frames - 1, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
                1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
                1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
                1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
                1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
                1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
                1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000);
    }

    /** Passes constants of three bytes of code each, as no compiler inlines what has so much of it. */
    private static void below(int frames, int a0, int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10,
            int a11, int a12, int a13, int a14, int a15, int a16, int a17, int a18, int a19, int a20, int a21, int a22, int a23,
            int a24, int a25, int a26, int a27, int a28, int a29, int a30, int a31, int a32, int a33, int a34, int a35, int a36,
            int a37, int a38, int a39, int a40, int a41, int a42, int a43, int a44, int a45, int a46, int a47, int a48, int a49,
            int a50, int a51, int a52, int a53, int a54, int a55, int a56, int a57, int a58, int a59, int a60, int a61, int a62,
            int a63, int a64, int a65, int a66, int a67, int a68, int a69, int a70, int a71, int a72, int a73, int a74, int a75,
            int a76, int a77, int a78, int a79, int a80, int a81, int a82, int a83, int a84, int a85, int a86, int a87, int a88,
            int a89, int a90, int a91, int a92, int a93, int a94, int a95, int a96, int a97, int a98, int a99, int a100, int a101,
            int a102, int a103, int a104, int a105, int a106, int a107, int a108, int a109, int a110, int a111, int a112, int a113,
            int a114, int a115, int a116, int a117, int a118, int a119) {
        if (frames > 0) {
            below(frames - 1, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
                    1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
                    1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
                    1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
                    1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
                    1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
                    1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000);
        } else {
            WideFrames.kib12();
        }
    }
}
