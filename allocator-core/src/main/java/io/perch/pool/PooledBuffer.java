/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import io.perch.BlockAccess;
import io.perch.profile.Profiling;
import io.perch.slab.FrontEnd;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * A block of a {@link BufferPool} in use, and the handle by which it goes back. {@link #close} gives it back; so does the last of
 * several closes after {@link #retain}. Any thread may close it. Of several threads that close it at once, exactly one succeeds,
 * unless one of them is so late that the block was acquired twice again before it read the state: see the next paragraph but one.
 *
 * <p>The handle belongs to the block and is used again with it, so that nothing becomes garbage. One word holds the state of the
 * block:
 *
 * <pre>
 *   63                                  17 16 15                 0
 *   +-------------------------------------+--+--------------------+
 *   | generation: how often it was acquired  | references, 0 idle |
 *   +-------------------------------------+--+--------------------+
 *                                           whose turn it is
 * </pre>
 *
 * <p>As long as sizes stay the same and nobody asks for {@link #byteBuffer}, nothing else is written: the handle's own cache line
 * stays in the caches of all CPUs that use it.
 *
 * <p>Every method but {@code toString} throws an {@link IllegalStateException} after the last close. Two handles take turns on a
 * block, so that a handle kept too long is told from its block's next user, but not from the one after. A caller that cannot rule
 * that out keeps {@link #generation} and uses {@link #close(long)}, which is exact, or uses a checked pool, where no handle is used
 * twice.
 *
 * <p>The memory is for one thread at a time; hand it over through a queue, a lock or a volatile field.
 */
public final class PooledBuffer extends SampledBlock implements AutoCloseable {
    /** In place of a size class: a block of pages of its own. */
    static final int LARGE = -1;

    private static final long REFERENCES = 0xffff;
    private static final int GENERATION_SHIFT = 16;
    /** The lowest bit of the generation. */
    private static final long TURN = GENERATION;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(PooledBuffer.class, "state", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The state of the block; only the first of its handles has it. */
    private long state;
    /** This, or the handle that it takes turns with: the one for even generations. */
    private final PooledBuffer first;
    /** The state's lower bits if this handle is in use and has one reference. */
    private final long openOnce;
    private final long address;
    private final FrontEnd slabs;
    private final int sizeClass;
    private final int capacity;
    private int size;
    /** Whether there is more to do at the close than to give the block to the slab. */
    private boolean special;
    /** The generation in which the buffer was last asked for. */
    private long bufferGeneration;
    /** The one for odd generations, if this is for even ones and used more than once; else null. */
    private final PooledBuffer other;
    private BufferPool pool;
    /** Position, limit and order are the user's; made when first asked for. */
    private ByteBuffer buffer;
    private Object view;
    /** Who had it; null unless the pool is checked. */
    private LeakRecord leakRecord;

    /** Initializes the class: for a caller who has stack and heap for it. */
    static void prepare() {
        // the call alone does it
    }

    /**
     * @param even the handle that this takes turns with; null if this is the one for even generations
     * @param pair whether to make the handle for odd generations, too
     */
    private PooledBuffer(FrontEnd slabs, int sizeClass, long address, int capacity, PooledBuffer even, boolean pair) {
        this.slabs = slabs;
        this.sizeClass = sizeClass;
        this.address = address;
        this.capacity = capacity;
        this.first = even == null ? this : even;
        this.other = pair ? new PooledBuffer(slabs, sizeClass, address, capacity, this, false) : null;
        this.openOnce = even == null ? 1 : TURN + 1;
    }

    /** Makes an idle handle, and the one that it takes turns with. */
    static PooledBuffer pair(FrontEnd slabs, int sizeClass, long address, int capacity) {
        return new PooledBuffer(slabs, sizeClass, address, capacity, null, true);
    }

    /** Makes an idle handle that is used once, in generation 2. */
    static PooledBuffer single(FrontEnd slabs, int sizeClass, long address, int capacity) {
        PooledBuffer single = new PooledBuffer(slabs, sizeClass, address, capacity, null, false);
        single.state = GENERATION;
        return single;
    }

    /** The other handle of the pair of which this is the first. */
    PooledBuffer other() {
        return other;
    }

    /**
     * Gives the block to a user, who gets the handle whose turn it is. This is the first of a pair, or one that is used once; the
     * caller owns the block.
     */
    PooledBuffer handOut(BufferPool owner, int newSize, boolean specially) {
        long next = state + GENERATION + 1;
        if (Profiling.on() && next >= due && endsGap(sizeClass == LARGE ? null : owner.sampler(), address, capacity, next)) {
            return ((next & TURN) != 0 ? other : this).handOut(owner, newSize, true, next);
        }
        // Two calls, because a single one on a chosen handle is compiled to a conditional move, for which all that follows has to
        // wait.
        return (next & TURN) != 0 ? other.handOut(owner, newSize, specially, next)
                : handOut(owner, newSize, specially, next);
    }

    private PooledBuffer handOut(BufferPool owner, int newSize, boolean specially, long next) {
        // Written only if they change, because a cache line that is written goes from CPU to CPU.
        if (pool != owner) {
            pool = owner;
        }
        if (special != specially) {
            special = specially;
        }
        if (size != newSize) {
            size = newSize;
        }
        first.state = next;
        return this;
    }

    void keepRecord(LeakRecord record) {
        leakRecord = record;
    }

    /** The address of the first byte, a multiple of 64. */
    public long address() {
        requireOpen();
        return address;
    }

    /** Bytes that can be used, at least {@link #size}. */
    public int capacity() {
        requireOpen();
        return capacity;
    }

    /** Bytes that were asked for. */
    public int size() {
        requireOpen();
        return size;
    }

    /** The pool that it was acquired from. */
    public BufferPool pool() {
        requireOpen();
        return pool;
    }

    /**
     * The block as a buffer. Its first user in a generation finds it in the pool's byte order, with position 0, the limit at {@link
     * #size} and the capacity at {@link #capacity}; later calls give the same object as it was left. It does not keep the block
     * from being closed: do not use it afterwards.
     */
    public ByteBuffer byteBuffer() {
        long generation = requireOpen() >>> GENERATION_SHIFT;
        if (bufferGeneration != generation) {
            memory().clear().limit(size);
            buffer.order(pool.order());
            bufferGeneration = generation;
        }
        return buffer;
    }

    /** The whole block, in any byte order; position and limit are the user's. */
    @Override
    ByteBuffer memory() {
        if (buffer == null) {
            buffer = pool.allocator().buffer(address);
        }
        return buffer;
    }

    /**
     * An object of the user's that is bound to the block as this handle is, such as a view by another library. It is made when
     * first asked for, and kept for later users of the block.
     *
     * @param type the type it has to have; if the block has an object of another type, that is replaced
     * @param make makes it from this handle
     */
    public <T> T view(Class<T> type, Function<PooledBuffer, T> make) {
        requireOpen();
        Object now = view;
        if (!type.isInstance(now)) {
            now = make.apply(this);
            view = now;
        }
        return type.cast(now);
    }

    /** A number that no other user of this handle has: for {@link #isOpen(long)} and {@link #close(long)}. */
    public long generation() {
        return requireOpen() >>> GENERATION_SHIFT;
    }

    /** Whether it is in use. */
    public boolean isOpen() {
        return isMine(state());
    }

    /** Whether it is in use by whoever got this {@code generation}. */
    public boolean isOpen(long generation) {
        long now = state();
        return isMine(now) && now >>> GENERATION_SHIFT == generation;
    }

    /**
     * Adds a reference, for one more consumer: each closes it once, and the last gives it back.
     *
     * @throws IllegalStateException if it is closed, or has 65,535 references
     */
    public PooledBuffer retain() {
        long now;
        do {
            now = state();
            if (!isMine(now) || (now & REFERENCES) == REFERENCES) {
                throw misuse(!isMine(now) ? "is retained after it was closed" : "has too many references");
            }
        } while (!STATE.compareAndSet(first, now, now + 1));
        return this;
    }

    /** How many closes are due. */
    public int references() {
        long now = state();
        return isMine(now) ? (int) (now & REFERENCES) : 0;
    }

    /**
     * Drops a reference, and with the last one gives the block back. A handle cannot tell its users apart for ever: a close that
     * comes after the block was acquired twice again may close the buffer of that later user. {@link #close(long)} never does.
     *
     * @throws IllegalStateException if it is closed already; nothing is changed
     */
    @Override
    public void close() {
        long seen = first.state;
        // Loaded before the state is changed, because no load passes an atomic instruction on x86.
        int homeClass = sizeClass;
        long block = address;
        FrontEnd frontEnd = slabs;
        if ((seen & (TURN | REFERENCES)) == openOnce && !special && STATE.compareAndSet(first, seen, seen - 1)) {
            try {
                frontEnd.give(homeClass, block);
            } catch (StackOverflowError notTaken) {
                first.state = seen;
                throw notTaken;
            }
            return;
        }
        drop(seen >>> GENERATION_SHIFT);
    }

    /**
     * Like {@link #close()}, but only for the generation that the caller got: exact however long ago that was.
     *
     * @param generation what {@link #generation} said after it was acquired
     * @throws IllegalStateException if that is closed already; nothing is changed
     */
    public void close(long generation) {
        drop(generation);
    }

    private void drop(long generation) {
        long now;
        do {
            now = state();
            if (!isMine(now) || now >>> GENERATION_SHIFT != generation) {
                throw misuse("is closed twice");
            }
            if ((now & REFERENCES) == 1) {
                BlockAccess.requireStack();
            }
        } while (!STATE.compareAndSet(first, now, now - 1));
        if ((now & REFERENCES) == 1) {
            giveBack();
        }
    }

    private void giveBack() {
        if (special) {
            first.forgetSample(pool, address);
            pool.giveBack(this, leakRecord);
        } else {
            slabs.give(sizeClass, address);
        }
    }

    /** The size class of the block, or {@link #LARGE}. */
    int sizeClass() {
        return sizeClass;
    }

    /** The address, without a check. */
    long block() {
        return address;
    }

    /** Bytes of the block, without a check. */
    int blockSize() {
        return capacity;
    }

    /** Whether a user of {@code owner} has it. */
    boolean isOpenIn(BufferPool owner) {
        return isOpen() && pool == owner;
    }

    @Override
    long requireOpen() {
        long now = first.state;
        if (!isMine(now)) {
            throw misuse("is used after it was closed");
        }
        return now;
    }

    private long state() {
        return (long) STATE.getVolatile(first);
    }

    /** Whether a state is one of this handle in use. */
    private boolean isMine(long state) {
        return (state & REFERENCES) != 0 && ((state ^ openOnce) & TURN) == 0;
    }

    private IllegalStateException misuse(String what) {
        IllegalStateException misuse = new IllegalStateException(this + " " + what);
        if (leakRecord != null) {
            leakRecord.explain(misuse);
        }
        return misuse;
    }

    @Override
    public String toString() {
        return "PooledBuffer[" + (pool == null ? "" : pool.name() + ", ") + capacity + " bytes at 0x" + Long.toHexString(address)
                + (isOpen() ? ", generation " + (state() >>> GENERATION_SHIFT) : "") + ", " + references() + " references]";
    }
}
