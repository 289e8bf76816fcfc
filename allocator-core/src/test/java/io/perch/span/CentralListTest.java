/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.arena.Arena;
import io.perch.arena.FakeMemory;
import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.sizeclass.SizeClasses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans and their lists, without memory behind them. */
class CentralListTest {
    private static final int MIB = 1 << 20;
    /** Two of its blocks are a span, which is a page. */
    private static final int PAIRS = SizeClasses.classOf(4096);

    private final MemoryLimit limit = new MemoryLimit(64 * MIB, 64 * MIB);
    private final Arena arena = new Arena(new ReservedSpace(new FakeMemory(4096), 128 * MIB), 0, limit, Span::new);
    private final SpanMap map = new SpanMap(arena);

    @ParameterizedTest
    @ValueSource(ints = {64, 192, 1536, 40960, 262144})
    void blocksAreAlignedDistinctAndFoundByAddress(int size) {
        int sizeClass = SizeClasses.classOf(size);
        CentralList list = new CentralList(map, sizeClass, 0);
        Set<Long> blocks = new HashSet<>();
        int wanted = 3 * SizeClasses.spanBlocks(sizeClass);
        for (int i = 0; i < wanted; i++) {
            long block = list.takeOne();
            assertThat(block % SizeClasses.ALIGNMENT).isZero();
            assertThat(blocks.add(block)).isTrue();
            Span span = map.spanOf(block);
            assertThat(map.blockClass(block)).isEqualTo(sizeClass);
            if (size > 64) {
                assertThat(map.blockClass(block + 64)).isEqualTo(SpanMap.NO_BLOCK);
            }
            assertThat(map.blockClass(block + 1)).isEqualTo(SpanMap.NO_BLOCK);
            assertThat(span.indexOf(block + size - 1)).isEqualTo(span.indexOf(block));
            assertThat(span.address() + (long) span.indexOf(block) * size).isEqualTo(block);
        }
        assertThat(list.spanBlocks()).isEqualTo(wanted);
        assertThat(list.freeBlocks()).isZero();
    }

    @Test
    void blocksThatSwingToAndFroAreNoShrinkage() {
        CentralList list = new CentralList(map, SizeClasses.classOf(8192), 0);
        List<Long> out = new ArrayList<>();
        for (int swing = 0; swing < 10; swing++) {
            while (out.size() < 512) {
                out.add(list.takeOne());
            }
            while (out.size() > 256) {
                list.putOne(out.remove(out.size() - 1));
            }
            assertThat(list.isShrinking()).as("swing %d", swing).isFalse();
            list.tick();
        }
        list.tick();
        list.tick();
        assertThat(list.isShrinking()).as("nothing was taken for two ticks").isTrue();
        list.watchAnew();
        assertThat(list.isShrinking()).isFalse();
    }

    @Test
    void tailOfASpanIsNoBlock() {
        int sizeClass = SizeClasses.classOf(192);
        CentralList list = new CentralList(map, sizeClass, 0);
        Span span = map.spanOf(list.takeOne());
        long tail = span.address() + span.blockSize() * span.blocks();
        assertThat(map.spanOf(tail)).isSameAs(span);
        assertThat(map.blockClass(tail)).isEqualTo(SpanMap.NO_BLOCK);
    }

    @Test
    void takesFromTheFullestSpanSoThatTheEmptiestCanGo() {
        int sizeClass = SizeClasses.classOf(8192);
        CentralList list = new CentralList(map, sizeClass, 0);
        int perSpan = SizeClasses.spanBlocks(sizeClass);
        List<Long> blocks = take(list, 2 * perSpan);
        Span first = map.spanOf(blocks.get(0));
        Span second = map.spanOf(blocks.get(perSpan));
        for (int i = 0; i < perSpan - 1; i++) {
            list.putOne(blocks.get(i));
        }
        list.putOne(blocks.get(perSpan));
        assertThat(map.spanOf(list.takeOne())).isSameAs(second).isNotSameAs(first);
    }

    @Test
    void emptySpansThatNobodyNeedsGoBackButForOne() {
        CentralList list = new CentralList(map, PAIRS, 0);
        BlockBatch batch = BlockBatch.onHeap();
        list.take(batch, 6);
        list.put(batch);
        assertThat(list.emptyBlocks()).as("as many as were just made").isEqualTo(6);
        list.tick();
        assertThat(list.emptyBlocks()).as("they were not here all the tick long").isEqualTo(6);
        list.tick();
        assertThat(list.spanBlocks()).isEqualTo(2);
        assertThat(usedPages()).isEqualTo(1);
        list.tick();
        assertThat(list.emptyBlocks()).isEqualTo(2);
        list.trim();
        assertThat(usedPages()).isZero();
        assertThat(list.freeBlocks()).isZero();
    }

    @Test
    void spansOfBlocksThatSwingToAndFroAreNotMadeAnew() {
        CentralList list = new CentralList(map, PAIRS, 0);
        long kept = list.takeOne();
        BlockBatch batch = BlockBatch.onHeap();
        List<Span> made = new ArrayList<>();
        List<Span> gone = new ArrayList<>();
        map.listener(new SpanListener() {
            @Override
            public void created(Span span) {
                made.add(span);
            }

            @Override
            public void emptied(Span span) {
                assertThat(span.freeBlocks()).isEqualTo(span.blocks());
            }

            @Override
            public void destroyed(Span span) {
                gone.add(span);
            }
        });
        for (int swing = 0; swing < 50; swing++) {
            list.take(batch, 20);
            list.put(batch);
            if (swing % 5 == 4) {
                list.tick();
            }
        }
        assertThat(made).hasSize(10);
        assertThat(gone).isEmpty();
        list.putOne(kept);
    }

    @Test
    void aClassThatShrinksKeepsOneEmptySpan() {
        CentralList list = new CentralList(map, PAIRS, 0);
        List<Long> out = take(list, 1000);
        list.watchAnew();
        list.tick();
        out.subList(600, 1000).forEach(list::putOne);
        list.tick();
        list.tick();
        assertThat(list.isShrinking()).isTrue();
        out.subList(0, 600).forEach(list::putOne);
        assertThat(list.spanBlocks()).isEqualTo(2);
    }

    @Test
    void noMoreThanAMebibyteIsKeptOfEmptySpans() {
        CentralList list = new CentralList(map, PAIRS, 0);
        List<Long> out = take(list, 1024);
        out.forEach(list::putOne);
        assertThat(list.emptyBlocks() * SizeClasses.size(PAIRS)).isEqualTo(MIB);
    }

    @Test
    void aBlockThatComesBackTwiceIsLeftOutAndCounted() {
        CentralList list = new CentralList(map, SizeClasses.classOf(256), 0);
        long kept = list.takeOne();
        long block = list.takeOne();
        list.putOne(block);
        list.putOne(block);
        assertThat(list.doubleFrees()).isEqualTo(1);
        assertThat(list.takeOne()).isEqualTo(block);
        assertThat(list.takeOne()).isNotEqualTo(block).isNotEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void conservesBlocks(long seed) {
        Random random = new Random(seed);
        int sizeClass = SizeClasses.classOf(1024);
        CentralList list = new CentralList(map, sizeClass, 0);
        Set<Long> held = new HashSet<>();
        List<Long> order = new ArrayList<>();
        BlockBatch batch = BlockBatch.onHeap();
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(100) < 52) {
                list.take(batch, 1 + random.nextInt(32));
                while (batch.count() > 0) {
                    long block = batch.removeLast();
                    assertThat(held.add(block)).as("seed %d, step %d", seed, step).isTrue();
                    order.add(block);
                }
            } else {
                for (int i = random.nextInt(32); i >= 0 && !order.isEmpty(); i--) {
                    int pick = random.nextInt(order.size());
                    long block = order.set(pick, order.get(order.size() - 1));
                    order.remove(order.size() - 1);
                    held.remove(block);
                    batch.append(block);
                }
                list.put(batch);
            }
            assertThat(list.spanBlocks() - list.freeBlocks()).isEqualTo(held.size());
        }
        assertThat(list.doubleFrees()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 192, 448, 5120, 40960, 262144})
    void everyBlockHasAnObjectOfItsOwnUntilItsSpanIsGone(int size) {
        int sizeClass = SizeClasses.classOf(size);
        CentralList list = new CentralList(map, sizeClass, 0);
        BoundObjects objects = map.boundObjects();
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 2 * SizeClasses.spanBlocks(sizeClass); i++) {
            long block = list.takeOne();
            assertThat(objects.get(block, sizeClass)).isNull();
            objects.set(block, sizeClass, block);
            blocks.add(block);
        }
        for (long block : blocks) {
            assertThat(objects.get(block, sizeClass)).isEqualTo(block);
        }
        list.putOne(blocks.get(0));
        assertThat(objects.get(list.takeOne(), sizeClass)).isEqualTo(blocks.get(0));
        for (long block : blocks) {
            list.putOne(block);
        }
        list.trim();
        for (int i = 0; i < blocks.size(); i++) {
            assertThat(objects.get(list.takeOne(), sizeClass)).isNull();
        }
    }

    private static List<Long> take(CentralList list, int count) {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(list.takeOne());
        }
        return blocks;
    }

    private long usedPages() {
        Arena.Snapshot now = new Arena.Snapshot();
        arena.snapshot(now);
        return now.usedBytes >> SizeClasses.PAGE_SHIFT;
    }
}
