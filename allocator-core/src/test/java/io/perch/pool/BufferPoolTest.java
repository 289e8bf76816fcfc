/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.PerchOutOfMemoryError;
import io.perch.sizeclass.SizeClasses;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import io.perch.stats.PoolStats;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pool gives, and what it says of mistakes. */
@Timeout(60)
class BufferPoolTest {
    private static final int MIB = 1 << 20;

    private final PerchAllocator allocator = PerchAllocator.create(PerchConfig.builder().hardLimit(32 * MIB).build());
    private final BufferPool pool = BufferPool.of(allocator);

    @AfterEach
    void nothingIsLost() {
        assertThat(allocator.stats().inUse()).isZero();
        allocator.close();
        assertThat(allocator.stats().reserved()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 65, 300, 8192, SizeClasses.MAX_SIZE, SizeClasses.MAX_SIZE + 1, 3 * MIB})
    void aBufferIsTheBlock(int size) {
        try (PooledBuffer buffer = pool.acquire(size)) {
            ByteBuffer bytes = buffer.byteBuffer();
            assertThat(buffer.address() % 64).isZero();
            assertThat(buffer.size()).isEqualTo(size);
            assertThat((long) buffer.capacity()).isEqualTo(allocator.goodSize(size)).isEqualTo(bytes.capacity());
            assertThat(bytes.position()).isZero();
            assertThat(bytes.limit()).isEqualTo(size);
            assertThat(bytes.order()).isEqualTo(ByteOrder.nativeOrder());
            assertThat(io.perch.os.BufferAddress.of(bytes)).isEqualTo(buffer.address());
            assertThat(buffer.pool()).isSameAs(pool);
            assertThat(pool.live()).isOne();
        }
        assertThat(pool.live()).isZero();
    }

    @Test
    void eachUserFindsTheBufferAsNew() {
        BufferPool big = BufferPool.builder(allocator).order(ByteOrder.BIG_ENDIAN).build();
        for (int round = 0; round < 6; round++) {
            PooledBuffer buffer = (round % 2 == 0 ? pool : big).acquire(100 + round);
            ByteBuffer bytes = buffer.byteBuffer();
            assertThat(bytes.order()).isEqualTo(round % 2 == 0 ? ByteOrder.nativeOrder() : ByteOrder.BIG_ENDIAN);
            assertThat(bytes.remaining()).isEqualTo(100 + round);
            bytes.putInt(1).limit(50).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(buffer.byteBuffer()).as("the same user goes on where he was").isSameAs(bytes);
            assertThat(bytes.position()).isEqualTo(4);
            buffer.close();
        }
    }

    @Test
    void aClosedBufferIsOfNoUse() {
        PooledBuffer buffer = pool.acquire(100);
        long generation = buffer.generation();
        assertThat(buffer.isOpen(generation)).isTrue();
        buffer.close();
        assertThat(buffer.isOpen()).isFalse();
        List<Runnable> uses = List.of(buffer::address, buffer::capacity, buffer::size, buffer::byteBuffer, buffer::pool,
                buffer::generation, buffer::retain, buffer::close, () -> buffer.close(generation));
        for (Runnable use : uses) {
            assertThatThrownBy(use::run).isInstanceOf(IllegalStateException.class).hasMessageContaining(pool.name());
        }
    }

    @Test
    void aStaleHandleIsToldFromTheBlocksNextUser() {
        PooledBuffer stale = pool.acquire(100);
        long address = stale.address();
        long generation = stale.generation();
        stale.close();
        PooledBuffer next = pool.acquire(100);
        assertThat(next.address()).as("the block is used again at once").isEqualTo(address);
        assertThatThrownBy(stale::close).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed twice");
        assertThatThrownBy(stale::byteBuffer).isInstanceOf(IllegalStateException.class);
        next.close();
        PooledBuffer afterNext = pool.acquire(100);
        assertThat(afterNext).isSameAs(stale);
        assertThatThrownBy(() -> stale.close(generation)).isInstanceOf(IllegalStateException.class);
        assertThat(stale.isOpen(generation)).isFalse();
        afterNext.close();
    }

    @Test
    void ofTwoClosesAtOnceExactlyOneSucceeds() throws Exception {
        int rounds = 20_000;
        AtomicInteger closed = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        PooledBuffer[] shared = new PooledBuffer[1];
        CyclicBarrier barrier = new CyclicBarrier(2, () -> shared[0] = pool.acquire(256));
        Runnable closer = () -> {
            for (int i = 0; i < rounds; i++) {
                try {
                    barrier.await();
                    shared[0].close();
                    closed.incrementAndGet();
                } catch (IllegalStateException twice) {
                    refused.incrementAndGet();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        };
        Thread other = new Thread(closer);
        other.start();
        closer.run();
        other.join();
        assertThat(closed).hasValue(rounds);
        assertThat(refused).hasValue(rounds);
    }

    @Test
    void theLastOfSeveralConsumersGivesItBack() {
        PooledBuffer buffer = pool.acquire(100).retain().retain();
        assertThat(buffer.references()).isEqualTo(3);
        buffer.close();
        buffer.close(buffer.generation());
        assertThat(buffer.isOpen()).isTrue();
        assertThat(pool.live()).isOne();
        buffer.close();
        assertThat(buffer.isOpen()).isFalse();
        assertThatThrownBy(buffer::close).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void poolsOfOneAllocatorShareBlocksButNotQuotas() {
        BufferPool orders = BufferPool.builder(allocator).name("orders").quota(2 * 256).build();
        PooledBuffer first = orders.acquire(256);
        PooledBuffer second = orders.acquire(200);
        assertThat(orders.charged()).isEqualTo(512);
        assertThatThrownBy(() -> orders.acquire(1)).isInstanceOf(PoolExhaustedException.class)
                .hasMessage("pool orders cannot give 1 bytes: 512 of 512 bytes are in use");
        assertThat(orders.tryAcquire(1)).isNull();
        assertThat(orders.exhaustions()).isOne();
        pool.acquire(256).close();
        first.close();
        PooledBuffer third = orders.acquire(256);
        assertThat(orders.live()).isEqualTo(2);
        assertThat(pool.live()).isZero();
        assertThatThrownBy(() -> orders.acquire(MIB)).isInstanceOf(PoolExhaustedException.class);
        second.close();
        third.close();
        assertThatThrownBy(third::close).isInstanceOf(IllegalStateException.class);
        assertThat(orders.charged()).isZero();
    }

    @Test
    void theStatisticsHaveARowForEachName() {
        pool.close();
        BufferPool first = BufferPool.builder(allocator).name("orders").quota(1024).build();
        BufferPool second = BufferPool.builder(allocator).name("orders").quota(512).build();
        BufferPool checked = BufferPool.builder(allocator).name("audit").checked(true).build();
        PooledBuffer a = first.acquire(256);
        PooledBuffer b = second.acquire(512);
        assertThatThrownBy(() -> second.acquire(1)).isInstanceOf(PoolExhaustedException.class);
        PerchStats stats = allocator.stats();
        assertThat(stats.pools()).containsExactly(new PoolStats("audit", 0, 0, 0, 0), new PoolStats("orders", 1536, 768, 1, -1));
        assertThat(Counter.OF_POOLS.stream().map(stats::get)).containsExactly(1536L, 768L, 1L, 0L);
        assertThat(stats.get(Counter.POOLS)).isEqualTo(2);
        assertThat(stats.page().lines()).anyMatch(line -> line.matches("orders +1,536 +768 +1 +-"))
                .anyMatch(line -> line.matches("audit +- +- +0 +0"));
        List.of(first, second, checked).forEach(BufferPool::close);
        assertThat(allocator.stats().pools()).as("in use after the close").hasSize(1);
        a.close();
        b.close();
        assertThat(allocator.stats().pools()).isEmpty();
        assertThat(allocator.stats().get(Counter.POOL_EXHAUSTIONS)).as("never falls").isOne();
    }

    @Test
    void whoWaitsGetsWhatAnotherThreadCloses() throws InterruptedException {
        BufferPool one = BufferPool.builder(allocator).quota(256).exhaustion(Exhaustion.waitUpTo(Duration.ofSeconds(50))).build();
        PooledBuffer held = one.acquire(256);
        Thread closer = new Thread(() -> {
            while (one.exhaustions() == 0) {
                Thread.onSpinWait();
            }
            held.close();
        });
        closer.start();
        one.acquire(256).close();
        closer.join();
    }

    @Test
    void aDeadlineEndsInTheReasonForWaiting() {
        Exhaustion soon = Exhaustion.waitUpTo(Duration.ofMillis(2));
        BufferPool one = BufferPool.builder(allocator).quota(256).exhaustion(soon).build();
        try (PooledBuffer held = one.acquire(256)) {
            assertThatThrownBy(() -> one.acquire(held.size())).isInstanceOf(PoolExhaustedException.class);
        }
        BufferPool unlimited = BufferPool.builder(allocator).exhaustion(soon).build();
        assertThatThrownBy(() -> unlimited.acquire(64 * MIB)).isInstanceOf(PerchOutOfMemoryError.class);
        List<PooledBuffer> all = new ArrayList<>();
        assertThatThrownBy(() -> {
            while (true) {
                all.add(unlimited.acquire(64 << 10));
            }
        }).isInstanceOf(PerchOutOfMemoryError.class);
        all.forEach(PooledBuffer::close);
        assertThatIllegalArgumentException().isThrownBy(() -> Exhaustion.waitUpTo(Duration.ofMillis(-1)));
    }

    @Test
    void aCallbackMakesRoom() {
        List<PooledBuffer> held = new ArrayList<>();
        BufferPool one = BufferPool.builder(allocator).quota(256).exhaustion((full, size, attempt, nanos) -> {
            assertThat(attempt).isOne();
            held.remove(0).close();
            return true;
        }).build();
        held.add(one.acquire(256));
        held.add(one.acquire(256));
        held.get(0).close();
    }

    @Test
    void aPoolClosedWithLiveBuffersLosesNothing() {
        PooledBuffer plain = pool.acquire(100);
        PooledBuffer large = pool.acquire(MIB);
        pool.close();
        pool.close();
        assertThat(pool.isClosed()).isTrue();
        assertThatThrownBy(() -> pool.acquire(100)).isInstanceOf(IllegalStateException.class).hasMessageContaining("is closed");
        assertThat(pool.live()).isEqualTo(2);
        plain.byteBuffer().putLong(42);
        plain.close();
        large.close();
        assertThat(pool.live()).isZero();
    }

    @Test
    void buffersOutliveTheAllocatorsClose() {
        PooledBuffer buffer = pool.acquire(100);
        allocator.close();
        assertThatThrownBy(() -> pool.acquire(100)).isInstanceOf(IllegalStateException.class);
        buffer.byteBuffer().putLong(42);
        buffer.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aSizeIsPositive(int size) {
        assertThatIllegalArgumentException().isThrownBy(() -> pool.acquire(size)).withMessageContaining("size: " + size);
        assertThatIllegalArgumentException().isThrownBy(() -> pool.tryAcquire(size));
        assertThatIllegalArgumentException().isThrownBy(() -> BufferPool.builder(allocator).quota(size));
    }

    @Test
    void aViewIsMadeOnceAHandle() {
        AtomicInteger made = new AtomicInteger();
        for (int round = 0; round < 10; round++) {
            try (PooledBuffer buffer = pool.acquire(100)) {
                assertThat(buffer.view(String.class, handle -> "view " + made.incrementAndGet())).startsWith("view");
            }
        }
        assertThat(made).hasValue(2);
    }
}
