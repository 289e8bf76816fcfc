/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import io.perch.BlockAccess;
import io.perch.PerchAllocator;
import io.perch.PerchOutOfMemoryError;
import io.perch.Prewarm;
import io.perch.options.Option;
import io.perch.profile.Sampler;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.BoundObjects;
import io.perch.sync.RoomForClasses;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Direct buffers with handles, made from the blocks of a {@link PerchAllocator}. A handle is made when its block is first used, and
 * is reused with it: up to 1 MiB, nothing becomes garbage once a pool is warm. Larger blocks get a new handle each time.
 *
 * <p>An allocator may have many pools; they share its blocks. A pool may have a name, a quota, and a policy for when either the
 * quota or the allocator's limit is reached. All methods may be called from any thread.
 *
 * <pre>{@code
 * BufferPool pool = BufferPool.of(allocator);
 * try (PooledBuffer buffer = pool.acquire(1500)) {
 *     buffer.byteBuffer().putLong(42);
 * }
 * }</pre>
 */
public final class BufferPool implements AutoCloseable {
    private static final int ANY = -1;

    private final PerchAllocator allocator;
    private final BlockAccess access;
    private final BoundObjects bound;
    private final long[] strays;
    /** Makes the first of the two handles of a block. */
    private final Handles handles;
    private final String name;
    private final ByteOrder order;
    /** The node whose memory the buffers are, or {@link #ANY}; and its partition, if that makes a difference. */
    private final int node;
    private final int partition;
    private final Quota quota;
    private final Exhaustion exhaustion;
    /** Null unless the pool is checked. */
    private final LeakTracker leakTracker;
    private final PoolMeter meter;
    /** Handles that their spans do not hold; those of a checked pool are with the leak tracker. */
    private final Set<PooledBuffer> large = ConcurrentHashMap.newKeySet();
    /** Whether an acquisition takes more than a block. A plain field: a thread that acquires during a close may still get one. */
    private boolean special;

    /** Pools without a name so far. */
    private static final class Unnamed {
        static final AtomicInteger COUNT = new AtomicInteger();
    }

    private BufferPool(Builder builder) {
        PooledBuffer.prepare();
        allocator = builder.allocator;
        access = BlockAccess.of(allocator);
        bound = access.boundObjects();
        strays = access.strays();
        handles = new Handles(access);
        name = builder.name != null ? builder.name : "pool-" + Unnamed.COUNT.incrementAndGet();
        order = builder.order;
        node = builder.node;
        partition = node == ANY || access.partitions().count() == 1 ? ANY : access.partitionOfNode(node);
        quota = new Quota(builder.quota);
        exhaustion = builder.exhaustion;
        leakTracker = builder.checked ? new LeakTracker(access.pools().leaks()) : null;
        special = builder.checked || !quota.isNone() || partition != ANY;
        meter = new PoolMeter(name, quota, leakTracker, access.pools().exhaustions());
        access.pools().add(meter);
    }

    /** A pool without a quota, in native byte order, that throws when the allocator can give no more. */
    public static BufferPool of(PerchAllocator allocator) {
        return builder(allocator).build();
    }

    /** Starts the configuration of a pool. */
    public static Builder builder(PerchAllocator allocator) {
        RoomForClasses.require();
        return new Builder(allocator);
    }

    /**
     * A buffer of at least {@code size} bytes, whose contents are undefined.
     *
     * @param size bytes, ≥ 1
     * @throws IllegalArgumentException if {@code size} is not positive
     * @throws PoolExhaustedException   if the quota forbids it and the policy gave up
     * @throws PerchOutOfMemoryError    if the allocator can give no more and the policy gave up
     * @throws IllegalStateException    if the pool or the allocator is closed
     */
    public PooledBuffer acquire(int size) {
        if (special || size - 1 >= SizeClasses.MAX_SIZE || size <= 0) {
            return acquireSpecial(size);
        }
        PooledBuffer buffer = acquirePlain(size);
        return buffer != null ? buffer : acquireSpecial(size);
    }

    /**
     * Like {@link #acquire}, but asks no policy.
     *
     * @return null if neither quota nor allocator can give one now
     */
    public PooledBuffer tryAcquire(int size) {
        try {
            PooledBuffer plain = special || size - 1 >= SizeClasses.MAX_SIZE || size <= 0 ? null : acquirePlain(size);
            return plain != null ? plain : acquireOnce(size);
        } catch (PerchOutOfMemoryError none) {
            return null;
        }
    }

    /** Null if the cache at hand has no block. */
    private PooledBuffer acquirePlain(int size) {
        int sizeClass = SizeClasses.classOf(size);
        long block = access.frontEnd().pop(sizeClass);
        try {
            return block <= 0 ? null : bound.getOrMake(block, sizeClass, handles).handOut(this, size, false);
        } catch (StackOverflowError e) {
            int slot = (int) (block >>> 6) & strays.length - 1;
            for (int i = 0; i < strays.length && strays[slot] != 0; i++) {
                slot = slot + 1 & strays.length - 1;
            }
            strays[slot] = block;
            throw e;
        }
    }

    private PooledBuffer acquireSpecial(int size) {
        long start = 0;
        for (int attempt = 1;; attempt++) {
            PerchOutOfMemoryError reason = null;
            try {
                PooledBuffer buffer = acquireOnce(size);
                if (buffer != null) {
                    return buffer;
                }
            } catch (PerchOutOfMemoryError none) {
                reason = none;
            }
            // The clock is not read before it is needed: it takes longer than the rest.
            if (attempt == 1) {
                start = System.nanoTime();
                meter.countExhaustion();
            }
            if (!exhaustion.retry(this, size, attempt, System.nanoTime() - start)) {
                if (reason != null) {
                    throw reason;
                }
                throw new PoolExhaustedException("pool " + name + " cannot give " + size + " bytes: " + quota);
            }
        }
    }

    /** Null if the quota forbids it. */
    private PooledBuffer acquireOnce(int size) {
        BlockAccess.requireStack();
        if (meter.isClosed()) {
            throw new IllegalStateException("pool " + name + " is closed");
        }
        int sizeClass = size - 1 < SizeClasses.MAX_SIZE && size > 0 ? SizeClasses.classOf(size) : PooledBuffer.LARGE;
        int bytes = sizeClass >= 0 ? SizeClasses.size(sizeClass) : (int) Math.min(allocator.goodSize(size), Integer.MAX_VALUE);
        if (!quota.charge(bytes)) {
            return null;
        }
        long block = 0;
        try {
            block = block(sizeClass, bytes);
            return sizeClass >= 0 && leakTracker == null
                    ? bound.getOrMake(block, sizeClass, handles).handOut(this, size, !quota.isNone())
                    : ownHandle(size, sizeClass, block, bytes);
        } catch (Throwable e) {
            if (block != 0 && sizeClass >= 0 && leakTracker == null && e instanceof StackOverflowError) {
                access.free(sizeClass, block);
            }
            quota.uncharge(bytes);
            throw e;
        }
    }

    private long block(int sizeClass, int bytes) {
        if (sizeClass >= 0) {
            return partition == ANY ? access.allocate(sizeClass) : access.allocateAt(partition, sizeClass);
        }
        return access.allocateAt(partition == ANY ? access.frontEnd().partition() : partition, bytes, 1);
    }

    /** What samples blocks of size classes, or null. */
    Sampler sampler() {
        return access.sampler();
    }

    /** A handle that is not kept with its block. */
    private PooledBuffer ownHandle(int size, int sizeClass, long block, int bytes) {
        try {
            PooledBuffer buffer = PooledBuffer.single(access.frontEnd(), sizeClass, block, bytes).handOut(this, size, true);
            if (leakTracker != null) {
                leakTracker.acquired(buffer);
            } else {
                large.add(buffer);
            }
            return buffer;
        } catch (Throwable e) {
            free(sizeClass, block);
            throw e;
        }
    }

    private void free(int sizeClass, long block) {
        if (sizeClass >= 0) {
            access.free(sizeClass, block);
        } else {
            allocator.free(block);
        }
    }

    /** Takes back a buffer that is more than a block; it has no references left. */
    void giveBack(PooledBuffer buffer, LeakRecord record) {
        int bytes = buffer.blockSize();
        if (record != null) {
            leakTracker.released(record);
        }
        if (buffer.sizeClass() == PooledBuffer.LARGE) {
            large.remove(buffer);
        }
        try {
            free(buffer.sizeClass(), buffer.block());
        } finally {
            quota.uncharge(bytes);
        }
    }

    /**
     * Like {@link PerchAllocator#prewarm}, and makes the handles and their buffers. If the pool belongs to a node and no others are
     * wanted, this is done for the CPUs of that node.
     *
     * @throws PoolExhaustedException if the quota is less than what all CPUs together are to get
     */
    public Prewarm.Result prewarm(Prewarm wanted) {
        Prewarm here = node != ANY && wanted.nodes().isEmpty() ? wanted.onNodes(node) : wanted;
        return access.prewarm(here, new PrewarmOfBuffers(this));
    }

    /** Buffers in use. This looks at every handle, and is exact if nobody acquires or closes meanwhile. */
    public int live() {
        if (leakTracker != null) {
            return leakTracker.live();
        }
        return large.size() + handles.openIn(this);
    }

    /** Bytes of all blocks in use if there is a quota; otherwise 0, because nobody counts. */
    public long charged() {
        return quota.charged();
    }

    /** How often the quota or the allocator's limit did not allow a buffer at once. */
    public long exhaustions() {
        return meter.exhaustions();
    }

    /**
     * How many buffers of a checked pool became garbage without a close. Each is logged with the stack trace of its acquisition.
     * Their blocks stay in use, because a buffer of such a block may still be: a leak wastes memory, but corrupts none.
     */
    public long leaks() {
        return meter.leaks();
    }

    /** The name that it was built with; "pool-1" and so on unless named. */
    public String name() {
        return name;
    }

    /** The most bytes that may be in use; {@link Long#MAX_VALUE} if there is no quota. */
    public long quota() {
        return quota.limit();
    }

    /** The NUMA node whose memory the buffers are, by the kernel's number; -1 for each thread's own node. */
    public int node() {
        return node;
    }

    /** The byte order that buffers have when users get them. */
    public ByteOrder order() {
        return order;
    }

    /** Where the blocks come from. */
    public PerchAllocator allocator() {
        return allocator;
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return meter.isClosed();
    }

    /**
     * Ends acquisition. Buffers in use stay valid and are closed as before. Their number is logged and, for a checked pool, where
     * each was acquired. The allocator is not closed. Closing twice does nothing.
     */
    @Override
    public void close() {
        if (meter.isClosed()) {
            return;
        }
        meter.close();
        special = true;
        int live = live();
        if (live > 0) {
            LeakTracker.log(System.Logger.Level.WARNING, "pool " + name + " was closed with " + live + " buffers in use", null);
        }
        if (leakTracker != null) {
            leakTracker.logLive();
        }
    }

    @Override
    public String toString() {
        return "BufferPool[" + name + (quota.isNone() ? "" : ", " + quota) + (meter.isClosed() ? ", closed" : "") + "]";
    }

    /** Configures a {@link BufferPool}. Not thread-safe. */
    public static final class Builder {
        private final PerchAllocator allocator;
        private String name;
        private ByteOrder order = ByteOrder.nativeOrder();
        private int node = ANY;
        private long quota = Quota.NONE;
        private Exhaustion exhaustion = Exhaustion.fail();
        private boolean checked = Option.POOL_CHECKED.isOn();

        private Builder(PerchAllocator allocator) {
            this.allocator = Objects.requireNonNull(allocator, "allocator");
        }

        /** A name for messages and statistics. */
        public Builder name(String value) {
            name = Objects.requireNonNull(value, "name");
            return this;
        }

        /** The byte order of {@link PooledBuffer#byteBuffer()}; native unless set. */
        public Builder order(ByteOrder value) {
            order = Objects.requireNonNull(value, "order");
            return this;
        }

        /**
         * The NUMA node whose memory the buffers are to be, whichever thread acquires them; that of the thread unless set. Meant
         * for threads of that node: others take a lock each time, as in {@link PerchAllocator#allocateOnNode(long, int)}.
         *
         * @param number the kernel's
         * @throws IllegalArgumentException if the node is not online
         */
        public Builder onNode(int number) {
            BlockAccess.of(allocator).partitionOfNode(number);
            node = number;
            return this;
        }

        /**
         * The most bytes of blocks in use at a time. They are counted by an atomic instruction each way, which a pool without a
         * quota does not need.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder quota(long bytes) {
            if (bytes <= 0) {
                throw new IllegalArgumentException("quota: " + bytes + " (expected: > 0)");
            }
            quota = bytes;
            return this;
        }

        /** What to do when there is no buffer; {@link Exhaustion#fail()} unless set. */
        public Builder exhaustion(Exhaustion value) {
            exhaustion = Objects.requireNonNull(value, "exhaustion");
            return this;
        }

        /**
         * Whether to record who acquired and who released each buffer, and to report leaks. For tests, as it makes garbage and is
         * slow. {@code -Dperch.pool.checked=true} unless set.
         */
        public Builder checked(boolean value) {
            checked = value;
            return this;
        }

        /** Makes the pool. */
        public BufferPool build() {
            return new BufferPool(this);
        }
    }
}
