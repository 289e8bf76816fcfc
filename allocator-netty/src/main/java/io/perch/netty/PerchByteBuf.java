/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.perch.BlockAccess;
import io.perch.profile.Profiling;
import io.perch.profile.Sampler;
import io.perch.slab.FrontEnd;
import io.perch.span.Span;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A root buffer: the one object of one block, for as long as the block's span lives (direct), or of one array of the
 * {@link HeapPool} (heap).
 *
 * <p>Once released, it waits with its block, with reference count 0; the next allocation that gets the block finds it and resets it
 * in place. Objects and blocks stay one to one when a buffer outgrows its block: it takes over the larger block of another idle
 * object, which gets the smaller one in exchange and is freed with it. So a warm allocator makes no garbage, and needs no recycler.
 */
final class PerchByteBuf extends WindowByteBuf {
    /** Instead of a size class: a block of pages of its own, to which no object is bound. */
    static final int LARGE = -1;
    /** Instead of a size class: an array. */
    private static final int HEAP = -2;
    /** In place of how often it is handed out: the release has more to do. */
    private static final int SPECIAL = -1;

    private final PerchByteBufAllocator allocator;
    /** Where the block goes back to, if it has a size class. */
    private final FrontEnd slabs;
    /** The block's, or {@link #LARGE} or {@link #HEAP}. */
    private int sizeClass;
    /** The block's address; 0 for a heap buffer. */
    private long address;
    /** Bytes of the block. */
    private int room;
    /**
     * How often this buffer is still handed out before it is sampled, with the present time, or {@link #SPECIAL}. A release counts,
     * behind its atomic instruction: what a hand-out writes, that instruction waits for.
     */
    private int unsampled;
    /** What that is after a release that is special. */
    private int unsampledLater;
    /** Bytes between two samples on average, when it was drawn; 0 if it was not. */
    private long meanGap;
    /** Whether the sampler knows of its user. */
    private boolean sampled;
    /** Whether the span lets go of this object while the user has it. */
    private boolean away;

    private PerchByteBuf(PerchByteBufAllocator allocator) {
        this.allocator = allocator;
        this.slabs = allocator.access().frontEnd();
    }

    /** Initializes this class and those that it extends: for a caller who has stack and heap for it. */
    static void prepare() {
        // the call does it
    }

    /** Makes the idle buffer of a block. The caller binds it. */
    static PerchByteBuf direct(PerchByteBufAllocator allocator, int sizeClass, long address) {
        Span span = allocator.access().spanOf(address);
        PerchByteBuf buffer = new PerchByteBuf(allocator);
        buffer.sizeClass = sizeClass;
        buffer.address = address;
        buffer.show(span);
        return buffer;
    }

    /** Makes an idle buffer with an array of its own. */
    static PerchByteBuf heap(PerchByteBufAllocator allocator, int size) {
        PerchByteBuf buffer = new PerchByteBuf(allocator);
        buffer.sizeClass = HEAP;
        buffer.memory = ByteBuffer.wrap(new byte[size]).order(ByteOrder.nativeOrder());
        buffer.room = size;
        return buffer;
    }

    /** Makes this idle buffer a new one for its user. */
    PerchByteBuf handOut(int newCapacity, int newMaxCapacity) {
        capacity = newCapacity;
        maxCapacity(newMaxCapacity);
        setIndex(0, 0);
        markReaderIndex();
        markWriterIndex();
        firstReference();
        if (Profiling.on() && unsampled <= 0) {
            endGap();
        }
        if (Recording.on()) {
            Recording.recorder().allocated(this);
        }
        return this;
    }

    @Override
    public boolean release() {
        return release(1);
    }

    @Override
    public boolean release(int decrement) {
        if (decrement <= 0) {
            throw new IllegalArgumentException("decrement: " + decrement + " (expected: > 0)");
        }
        if (isLast(decrement)) {
            // Loaded before the count is changed, because on x86 no load passes an atomic instruction; and after the count was seen
            // to be the last, because until then another holder may grow the buffer into another block.
            FrontEnd frontEnd = slabs;
            int homeClass = sizeClass;
            long block = address;
            int left = Profiling.on() ? unsampled - 1 : unsampled;
            if (homeClass >= 0 && left >= 0 && dropLast(decrement)) {
                if (Profiling.on()) {
                    unsampled = left;
                }
                try {
                    if (Recording.on()) {
                        Recording.recorder().freed(this);
                    }
                    frontEnd.give(homeClass, block);
                } catch (StackOverflowError notReleased) {
                    count = decrement;
                    throw notReleased;
                }
                return true;
            }
        }
        if (!drop(decrement)) {
            return false;
        }
        try {
            if (Recording.on()) {
                Recording.recorder().freed(this);
            }
            giveBack();
        } catch (StackOverflowError notReleased) {
            count = decrement;
            throw notReleased;
        }
        return true;
    }

    /**
     * From now until its release, only the user holds this object. Netty's leak detector reports a buffer that it tracks once the
     * garbage collector has found it unreachable, and an object that its span holds never is.
     */
    void leaveSpan() {
        away = true;
        if (unsampled != SPECIAL) {
            unsampledLater = Math.max(0, unsampled - 1);
            unsampled = SPECIAL;
        }
        bind(null);
    }

    private void bind(PerchByteBuf buffer) {
        if (sizeClass >= 0) {
            allocator.bound().set(address, sizeClass, buffer);
        }
    }

    private void giveBack() {
        forgetSample();
        if (away) {
            away = false;
            bind(this);
        }
        if (unsampled == SPECIAL) {
            unsampled = unsampledLater;
        } else if (Profiling.on() && unsampled > 0) {
            unsampled--;
        }
        if (sizeClass >= 0) {
            slabs.give(sizeClass, address);
        } else if (sizeClass == LARGE) {
            allocator.allocator().free(address);
        } else {
            allocator.heapPool().give(this);
        }
    }

    @Override
    public ByteBuf capacity(int newCapacity) {
        checkNewCapacity(newCapacity);
        boolean moves = newCapacity > room && !growInPlace(newCapacity);
        if (moves) {
            moveToLargerBlock(newCapacity);
        }
        boolean shrinks = newCapacity < capacity;
        capacity = newCapacity;
        if (moves && Recording.on()) {
            Recording.recorder().allocated(this);
        }
        if (shrinks) {
            trimIndicesToCapacity(newCapacity);
        }
        return this;
    }

    /** A buffer that grew by copies to 100 MiB left each smaller copy behind, 291 MiB in all. */
    private boolean growInPlace(int newCapacity) {
        if (sizeClass != LARGE || !allocator.access().extend(address, newCapacity)) {
            return false;
        }
        channelView = null;
        show(allocator.access().spanOf(address));
        return true;
    }

    /** Shows the block at {@link #address}. */
    private void show(Span span) {
        memory = span.memory();
        offset = span.offsetOf(address);
        room = (int) Math.min(span.blockSize(), Integer.MAX_VALUE - offset);
    }

    private void moveToLargerBlock(int newCapacity) {
        BlockAccess.requireStack();
        if (Recording.on()) {
            Recording.recorder().reallocates(this, newCapacity);
        }
        PerchByteBuf other = isDirect() ? allocator.idleDirect(newCapacity) : allocator.idleHeap(newCapacity);
        other.memory.put(other.offset, memory, offset, capacity);
        forgetSample();
        swapBlocks(other);
        if (Profiling.on()) {
            endGap();
        }
        other.giveBack();
    }

    /**
     * Of the user that has the buffer now. The gaps of all buffers are exponential, so together they are hit as often as one that
     * all bytes are counted against. They are counted in blocks, which takes least.
     */
    private void endGap() {
        Sampler sampler = sizeClass >= 0 ? allocator.access().sampler() : null;
        if (sampler == null) {
            meanGap = 0;
            leave(Sampler.blocksUnasked(room));
            return;
        }
        int gap = meanGap == 0 ? drawGap(sampler) : 0;
        if (gap > 0) {
            leave(gap);
            return;
        }
        sampler.sample(address, room, meanGap);
        sampled = true;
        unsampled = SPECIAL;
        unsampledLater = drawGap(sampler);
    }

    /** So many hand-outs, with the present one, are not sampled. */
    private void leave(int count) {
        if (unsampled == SPECIAL) {
            unsampledLater = count - 1;
        } else {
            unsampled = count;
        }
    }

    private int drawGap(Sampler sampler) {
        meanGap = sampler.mean();
        return sampler.blocksToNext(meanGap, room);
    }

    /** Also of a sampler that is none any more. */
    private void forgetSample() {
        if (sampled) {
            Sampler sampler = allocator.access().sampler();
            if (sampler != null) {
                sampler.freed(address);
            }
            sampled = false;
        }
    }

    /** Nobody else has either block here: this buffer's user owns one, and the other was just taken. */
    private void swapBlocks(PerchByteBuf other) {
        int otherClass = other.sizeClass;
        long otherAddress = other.address;
        ByteBuffer otherMemory = other.memory;
        int otherOffset = other.offset;
        int otherRoom = other.room;
        ByteBuffer otherView = other.channelView;
        other.settle(sizeClass, address, memory, offset, room, channelView);
        settle(otherClass, otherAddress, otherMemory, otherOffset, otherRoom, otherView);
    }

    private void settle(int newClass, long newAddress, ByteBuffer newMemory, int newOffset, int newRoom, ByteBuffer newView) {
        sizeClass = newClass;
        address = newAddress;
        memory = newMemory;
        offset = newOffset;
        room = newRoom;
        channelView = newView;
        meanGap = 0;
        unsampledLater = 0;
        unsampled = away ? SPECIAL : 0;
        bind(away ? null : this);
    }

    /** Whether an allocator may hand this object out: another allocator over the same blocks may have bound its own. */
    boolean belongsTo(PerchByteBufAllocator owner) {
        return allocator == owner;
    }

    /** Where the block starts; 0 for an array. Unlike {@link #memoryAddress}, it is known after the release as well. */
    long blockAddress() {
        return address;
    }

    /** Whether the memory outlives the buffer. */
    boolean isPooled() {
        return sizeClass >= 0 || sizeClass == HEAP && HeapPool.keeps(room);
    }

    /** Overwrites the array of a heap buffer that nobody has. */
    void zeroArray() {
        Arrays.fill(memory.array(), (byte) 0);
    }

    /** Bytes of the block or array. */
    @Override
    int room() {
        return room;
    }

    @Override
    public int maxFastWritableBytes() {
        return Math.min(room, maxCapacity()) - writerIndex();
    }

    @Override
    public ByteBufAllocator alloc() {
        return allocator;
    }

    @Override
    public boolean isDirect() {
        return sizeClass != HEAP;
    }

    @Override
    public boolean hasMemoryAddress() {
        return sizeClass != HEAP && Addresses.USABLE;
    }

    @Override
    public long memoryAddress() {
        ensureAccessible();
        if (sizeClass == HEAP) {
            throw new UnsupportedOperationException("a heap buffer has no memory address");
        }
        return address;
    }

    @Override
    public boolean hasArray() {
        return sizeClass == HEAP;
    }

    @Override
    public byte[] array() {
        ensureAccessible();
        if (sizeClass != HEAP) {
            throw new UnsupportedOperationException("a direct buffer has no array");
        }
        return memory.array();
    }

    @Override
    public int arrayOffset() {
        ensureAccessible();
        if (sizeClass != HEAP) {
            throw new UnsupportedOperationException("a direct buffer has no array");
        }
        return 0;
    }
}
