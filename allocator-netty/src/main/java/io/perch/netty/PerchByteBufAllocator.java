/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.CompositeByteBuf;
import io.netty.util.ResourceLeakDetector;
import io.perch.BlockAccess;
import io.perch.PerchAllocator;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.BoundObjects;
import java.util.Objects;

/**
 * A Netty allocator whose direct buffers are blocks of a {@link PerchAllocator}: free memory is kept per CPU and not per thread,
 * so that event loops, worker pools and virtual threads allocate and release equally fast, from memory of bounded size.
 *
 * <pre>{@code
 * new ServerBootstrap().childOption(ChannelOption.ALLOCATOR, PerchByteBufAllocator.DEFAULT)
 * }</pre>
 *
 * <p>It may be used from any thread at any time, and so may the buffers' {@code retain} and {@code release}; everything else about
 * a buffer is for one thread at a time, as always in Netty. Buffer objects are reused with their memory, so a reference that is
 * used after the last {@code release} may be that of another user's buffer. Netty's leak detector covers these buffers like any
 * others.
 *
 * <p>Sizes round up to Perch's size classes: {@code capacity()} is what was asked for, {@code maxFastWritableBytes()} says how far
 * a buffer can grow without being moved. Above the allocator's limit, allocation throws {@link io.perch.PerchOutOfMemoryError}, and
 * nothing is changed.
 *
 * <p>A buffer's contents are what the last user of its memory left there, unless {@code perch.zero} says otherwise.
 *
 * <p>Heap buffers are pooled as well. Arrays up to 8 MiB are kept for reuse, in size classes four per doubling, up to an eighth of
 * the maximum Java heap or 64 MiB, whichever is less; {@link #trim()} lets go of them. The pool has one stripe per CPU and no locks
 * that a thread could wait for: when all are busy, a new array is made, or a released one left to the garbage collector.
 *
 * <p>An allocator lives as long as its {@link PerchAllocator}; those made by the constructor have one of their own. A process
 * rarely needs more than one: {@link #DEFAULT}. An application that is undeployed without the process closes it: {@link #close}.
 */
public final class PerchByteBufAllocator extends AbstractByteBufAllocator implements ByteBufAllocatorMetricProvider {
    /**
     * The allocator of the process. It prefers direct buffers, unless {@code -Dio.netty.noPreferDirect=true}. If its memory cannot
     * be had yet when this class is first used, because the heap or the stack is full, each use tries again and throws what is
     * missing.
     */
    public static final PerchByteBufAllocator DEFAULT = ofProcess();

    private static final long MOST_IDLE_HEAP = 64 << 20;

    private final boolean preferDirect;
    private final boolean ofProcess;
    private final Binding binding = new Binding();
    private final ByteBufAllocatorMetric metric = new Metric();
    /**
     * Null until it is open: for all but {@link #DEFAULT} from the constructor on. These and what they refer to may be read without
     * a lock, as all that is in them is final.
     */
    private BlockAccess access;
    private PerchAllocator blocks;
    private HeapPool heapPool;

    /**
     * An allocator with memory of its own, in the default configuration.
     *
     * @param preferDirect whether {@link #buffer()} and {@link #compositeBuffer()} give direct buffers
     */
    public PerchByteBufAllocator(boolean preferDirect) {
        this(preferDirect, false);
        open();
    }

    private PerchByteBufAllocator(boolean preferDirect, PerchAllocator blocks) {
        this(preferDirect, false);
        open(blocks);
    }

    private PerchByteBufAllocator(boolean preferDirect, boolean ofProcess) {
        super(preferDirect);
        this.preferDirect = preferDirect;
        this.ofProcess = ofProcess;
    }

    /** What is thrown while a class is initialized makes it unusable for ever, so a full heap or stack is left to later uses. */
    private static PerchByteBufAllocator ofProcess() {
        PerchByteBufAllocator made = new PerchByteBufAllocator(!Boolean.getBoolean("io.netty.noPreferDirect"), true);
        try {
            made.open();
        } catch (StackOverflowError | OutOfMemoryError full) {
            return made;
        }
        return made;
    }

    /** Opens an allocator with memory of its own, unless that was done. */
    private synchronized PerchByteBufAllocator open() {
        if (access == null) {
            PerchAllocator made = PerchAllocator.create();
            boolean opened = false;
            try {
                open(made);
                opened = true;
            } finally {
                if (!opened) {
                    made.close();
                }
            }
        }
        return this;
    }

    private void open(PerchAllocator made) {
        BlockAccess.requireRoomForClasses();
        BlockAccess door = BlockAccess.of(made);
        PerchByteBuf.prepare();
        heapPool = new HeapPool(Math.min(MOST_IDLE_HEAP, Runtime.getRuntime().maxMemory() / 8), door.zeroing());
        door.spanListener(Recording.SPANS);
        if (ofProcess) {
            ResourceLeakDetector.addExclusions(PerchByteBufAllocator.class, "newHeapBuffer", "newDirectBuffer");
            SetUp.check();
            Served.start(made);
        }
        blocks = made;
        access = door;
    }

    /** Starts the configuration of an allocator. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Where direct memory comes from: its {@linkplain PerchAllocator#stats() statistics}, checks and configuration. Blocks that
     * buffers have are theirs to free.
     */
    public PerchAllocator allocator() {
        PerchAllocator known = blocks;
        return known == null ? open().blocks : known;
    }

    /** Compiled, the question costs nothing: what follows loads from the object, and a null there is a fault. */
    BlockAccess access() {
        BlockAccess door = access;
        return door == null ? open().access : door;
    }

    BoundObjects bound() {
        return access().boundObjects();
    }

    HeapPool heapPool() {
        HeapPool pool = heapPool;
        return pool == null ? open().heapPool : pool;
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        if (initialCapacity > SizeClasses.MAX_SIZE) {
            BlockAccess.requireStack();
            return handOut(largeBuffer(allocator().allocate(initialCapacity)), initialCapacity, maxCapacity);
        }
        BlockAccess door = access();
        long[] strays = door.strays();
        int sizeClass = SizeClasses.classOf(initialCapacity);
        long block = door.allocate(sizeClass);
        try {
            return handOut(door.boundObjects().getOrMake(block, sizeClass, binding), initialCapacity, maxCapacity);
        } catch (StackOverflowError e) {
            int slot = (int) (block >>> 6) & strays.length - 1;
            for (int i = 0; i < strays.length && strays[slot] != 0; i++) {
                slot = slot + 1 & strays.length - 1;
            }
            strays[slot] = block;
            throw e;
        }
    }

    /** Gives an idle buffer to its user; one that cannot be given, for want of heap, goes back. */
    private ByteBuf handOut(PerchByteBuf buffer, int initialCapacity, int maxCapacity) {
        try {
            buffer.handOut(initialCapacity, maxCapacity);
            ByteBuf result = toLeakAwareBuffer(buffer);
            if (result != buffer) {
                buffer.leaveSpan();
            }
            return result;
        } catch (OutOfMemoryError e) {
            buffer.release();
            throw e;
        }
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return toLeakAwareBuffer(idleHeap(initialCapacity).handOut(initialCapacity, maxCapacity));
    }

    /** Takes a block and returns the buffer that is bound to it. The caller has asked for stack. */
    PerchByteBuf idleDirect(int size) {
        if (size > SizeClasses.MAX_SIZE) {
            return largeBuffer(allocator().allocate(size));
        }
        BlockAccess door = access();
        int sizeClass = SizeClasses.classOf(size);
        long block = door.allocate(sizeClass);
        try {
            return door.boundObjects().getOrMake(block, sizeClass, binding);
        } catch (StackOverflowError notMade) {
            door.free(sizeClass, block);
            throw notMade;
        }
    }

    private PerchByteBuf largeBuffer(long block) {
        try {
            return PerchByteBuf.direct(this, PerchByteBuf.LARGE, block);
        } catch (Throwable e) {
            allocator().free(block);
            throw e;
        }
    }

    /** Buffers that are bound to blocks. Another allocator over the same blocks may have bound its own. */
    private final class Binding extends BoundObjects.Binder<PerchByteBuf> {
        @Override
        protected PerchByteBuf own(Object object) {
            return object instanceof PerchByteBuf buffer && buffer.belongsTo(PerchByteBufAllocator.this) ? buffer : null;
        }

        @Override
        protected PerchByteBuf make(int sizeClass, long block) {
            return PerchByteBuf.direct(PerchByteBufAllocator.this, sizeClass, block);
        }

        @Override
        protected void giveBack(int sizeClass, long block) {
            access().free(sizeClass, block);
        }
    }

    /** Takes an array from the heap pool and returns its buffer. */
    PerchByteBuf idleHeap(int size) {
        return heapPool().take(this, size);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return true;
    }

    // The superclass gives heap buffers where Netty cannot free a direct ByteBuffer at once; Perch's memory needs no cleaner.

    @Override
    public ByteBuf buffer() {
        return preferDirect ? directBuffer() : heapBuffer();
    }

    @Override
    public ByteBuf buffer(int initialCapacity) {
        return preferDirect ? directBuffer(initialCapacity) : heapBuffer(initialCapacity);
    }

    @Override
    public ByteBuf buffer(int initialCapacity, int maxCapacity) {
        return preferDirect ? directBuffer(initialCapacity, maxCapacity) : heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public CompositeByteBuf compositeBuffer() {
        return preferDirect ? compositeDirectBuffer() : compositeHeapBuffer();
    }

    @Override
    public CompositeByteBuf compositeBuffer(int maxNumComponents) {
        return preferDirect ? compositeDirectBuffer(maxNumComponents) : compositeHeapBuffer(maxNumComponents);
    }

    /**
     * Bytes that this allocator holds, in use and idle: {@code usedDirectMemory()} is what its {@link PerchAllocator} has
     * committed, {@code usedHeapMemory()} the arrays of heap buffers.
     */
    @Override
    public ByteBufAllocatorMetric metric() {
        return metric;
    }

    /**
     * Gives memory that no buffer uses back to the operating system, and leaves idle arrays to the garbage collector.
     *
     * @return how many bytes of direct memory were given back
     */
    public long trim() {
        heapPool().clear();
        return allocator().trim();
    }

    /**
     * Closes {@link #allocator()}, whoever made it: direct buffers are refused from now on by {@link IllegalStateException}, those
     * in use stay valid, and with the last of them the memory goes back. Closing twice does nothing.
     *
     * <p>Closing {@link #DEFAULT} also ends what runs for all allocators of this class loader: events of Flight Recorder, and the
     * look at who is served. Then nothing holds the class loader any more, and an application that is undeployed is collected. To
     * be called after Netty's event loops have ended, also if only other allocators were used.
     */
    public void close() {
        allocator().close();
        heapPool().clear();
        if (ofProcess) {
            ServiceCheck.stop();
            Recording.stop();
            Served.end();
        }
    }

    @Override
    public String toString() {
        return "PerchByteBufAllocator(preferDirect: " + preferDirect + ')';
    }

    private final class Metric implements ByteBufAllocatorMetric {
        @Override
        public long usedHeapMemory() {
            return heapPool().bytes();
        }

        @Override
        public long usedDirectMemory() {
            return allocator().committed();
        }
    }

    /** Configures a {@link PerchByteBufAllocator}. Not thread-safe. */
    public static final class Builder {
        private boolean preferDirect = true;
        private PerchAllocator allocator;

        private Builder() {
        }

        /** Whether {@code buffer()} and {@code compositeBuffer()} give direct buffers; true unless set. */
        public Builder preferDirect(boolean value) {
            preferDirect = value;
            return this;
        }

        /**
         * Where direct memory comes from; a new {@link PerchAllocator} unless set. The caller closes it, after the last buffer was
         * released. Use each for one Netty allocator only: a block keeps the buffer object of its last user.
         */
        public Builder allocator(PerchAllocator value) {
            allocator = Objects.requireNonNull(value, "allocator");
            return this;
        }

        /** Makes the allocator. */
        public PerchByteBufAllocator build() {
            return new PerchByteBufAllocator(preferDirect, allocator != null ? allocator : PerchAllocator.create());
        }
    }
}
