/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.call;

/**
 * The restartable operations on the slab of the CPU (or virtual CPU) that the calling thread runs on: one leaf native call each.
 *
 * <p>There is one subclass for each binding (JNI, FFM) and way to find the slab; a process normally uses one of them,
 * and the JIT inlines its calls behind one comparison of the type. Every operation loads the slab index, checks and commits
 * inside one critical section; it either happens as a whole or not at all. All methods may be called from any thread at any time.
 *
 * <p>{@code table} is always the address of a slab table, laid out as {@link io.perch.rseq.SlabLayout} says. It is not checked.
 */
public abstract class SlabCalls {
    /** The class list is empty ({@link #pop}, {@link #popBatch}) or full ({@link #push}, {@link #pushBatch}, {@link #grow}). */
    public static final int NOTHING = 0;
    /** The slab table holds null for this CPU: the slab is not populated yet, or it is stopped. */
    public static final int NO_SLAB = -1;
    /** The calling thread is not registered for restartable sequences. */
    public static final int UNREGISTERED = -2;
    /**
     * The critical section was aborted {@link io.perch.rseq.SlabLayout#MAX_ABORTS} times in a row, as it is under a debugger that
     * steps through it.
     */
    public static final int ABORTED = -3;
    /** The block is the one on top of the class list already ({@link #push}), so that its user frees it twice in a row. */
    public static final int FREED_TWICE = -4;

    /** Only the bindings of this module and their stand-ins in tests extend this class. */
    protected SlabCalls() {
    }

    /**
     * Takes the block that was pushed last.
     *
     * @return its address, or a code ≤ 0: {@link #NOTHING}, {@link #NO_SLAB}, {@link #UNREGISTERED}, {@link #ABORTED}
     */
    public abstract long pop(long table, int sizeClass);

    /**
     * Puts one block on top of the class list.
     *
     * @return 1 when done, or a code ≤ 0 as above; the block then still belongs to the caller, unless the code is {@link
     *         #FREED_TWICE}
     */
    public abstract int push(long table, int sizeClass, long block);

    /**
     * Takes up to {@code count} blocks and writes their addresses to {@code target[0..n)}.
     *
     * @param target address of native memory for {@code count} 8-byte words; words beyond the result may be overwritten
     * @param count  1 to {@link io.perch.rseq.SlabLayout#MAX_BATCH}
     * @return n ≥ 1, or a code ≤ 0 as above
     */
    public abstract int popBatch(long table, int sizeClass, long target, int count);

    /**
     * Puts the first n of {@code source[0..count)} on the class list, as many as there is room for.
     *
     * @param source address of native memory with {@code count} block addresses
     * @param count  1 to {@link io.perch.rseq.SlabLayout#MAX_BATCH}
     * @return n ≥ 1, or a code ≤ 0 as above
     */
    public abstract int pushBatch(long table, int sizeClass, long source, int count);

    /**
     * Adds {@code count} to the capacity ({@code end}) of a class list, if the calling thread still runs on slab {@code index}.
     * The new end may not exceed the list's {@code limit}, nor fall below {@code current}: only room without blocks can be taken
     * away.
     *
     * @param count how many slots, negative to shrink
     * @return 1 when done, or a code ≤ 0 as above; {@link #NOTHING} means another slab, or an end that is not allowed
     */
    public abstract int grow(long table, int sizeClass, int index, int count);

    /**
     * The index of the calling thread's slab in the slab table. It is stale as soon as it is returned.
     *
     * @return the index, ≥ 0, or {@link #UNREGISTERED}
     */
    public abstract int index();
}
