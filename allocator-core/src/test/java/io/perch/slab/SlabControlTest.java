/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.slab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.arena.Arena;
import io.perch.arena.FakeMemory;
import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.os.OsMemory;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabMemory;
import io.perch.rseq.SlabTable;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.capability.Capability;
import io.perch.sizeclass.SizeClasses;
import io.perch.span.CentralList;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import io.perch.transfer.TransferCache;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two slabs that no thread runs on, stopped and started by a real fence. */
class SlabControlTest {
    private static final IntPredicate ALL = sizeClass -> true;
    private static final long BUDGET = 1 << 20;
    private static final int SIZE = 512;
    private static final int SIZE_CLASS = SizeClasses.classOf(SIZE);

    private final NativePlatform platform = NativePlatform.get();
    private final SlabGeometry geometry = new SlabGeometry(BUDGET);
    private final TransferCache[] transfer = new TransferCache[SizeClasses.COUNT];
    private final Slab[] slabs = new Slab[2];
    private final FailingTransferCache.Faults faults = new FailingTransferCache.Faults();
    private BooleanSupplier fence = platform::fence;
    private SlabControl remote;

    @BeforeEach
    void makeSlabs() {
        OsMemory os = platform.memory();
        assumeTrue(os != null && platform.capabilities().active(Capability.MEMBARRIER_RSEQ), "there are no fences here");
        MemoryLimit limit = new MemoryLimit(64 << 20, 64 << 20);
        SpanMap map = new SpanMap(new Arena(new ReservedSpace(new FakeMemory(4096), 64 << 20), 0, limit, Span::new));
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            transfer[sizeClass] = new FailingTransferCache(sizeClass, new CentralList(map, sizeClass, 0), faults);
        }
        SlabTable table = new SlabTable(os, IndexMode.CPU, 1);
        int bytes = (int) (Slab.bytes(geometry) + os.pageSize() - 1 & -os.pageSize());
        for (int i = 0; i < slabs.length; i++) {
            long address = os.reserve(bytes, os.pageSize(), "test slab");
            os.commit(address, bytes);
            slabs[i] = new Slab(i, 0, address, os.view(address, bytes), geometry);
            table.publish(i, slabs[i].memory());
        }
        remote = new SlabControl(true, () -> fence.getAsBoolean(), table, new StoppedLists(new TransferTier(transfer)),
                new CapacityPolicy(geometry));
    }

    /** Gives a list capacity and blocks, as a thread on that CPU would have. */
    private void fill(int slab, int capacity, int blocks) {
        SlabMemory memory = slabs[slab].memory();
        int begin = geometry.begin(SIZE_CLASS);
        for (int i = 0; i < blocks; i++) {
            memory.setBlock(begin + i, transfer[SIZE_CLASS].takeOne());
        }
        memory.setList(SIZE_CLASS, begin, begin + blocks, begin + capacity, geometry.limit(SIZE_CLASS));
        slabs[slab].budget.spend(capacity, SizeClasses.size(SIZE_CLASS));
    }

    private long capacityBytes(Slab slab) {
        return (long) slab.capacity(SIZE_CLASS) * SizeClasses.size(SIZE_CLASS);
    }

    @Test
    void aDrainedSlabIsEmptyAndKeepsItsCapacity() {
        fill(0, 40, 30);
        assertThat(remote.drain(ALL, slabs)).isTrue();
        assertThat(slabs[0].count(SIZE_CLASS)).isZero();
        assertThat(slabs[0].capacity(SIZE_CLASS)).isEqualTo(40);
        assertThat(transfer[SIZE_CLASS].count()).isEqualTo(30);
    }

    @Test
    void whatTheKernelRefusesLaterIsNoLongerSaidToBePossible() {
        fill(0, 40, 30);
        fence = () -> false;
        assertThat(remote.drain(ALL, slabs)).isFalse();
        assertThat(remote.possible()).isFalse();
        assertThat(slabs[0].count(SIZE_CLASS)).isEqualTo(30);
        fence = platform::fence;
        assertThat(remote.drain(ALL, slabs)).isTrue();
        assertThat(remote.possible()).isTrue();
    }

    @Test
    void aSlabThatNobodyUsesIsEmptiedAfterASecond() {
        fill(0, 40, 30);
        fill(1, 40, 30);
        assertThat(remote.giveBackSurplus(slabs)).as("nothing is known yet").isZero();
        slabs[1].stats.underflows++;
        assertThat(remote.giveBackSurplus(slabs)).isEqualTo(30);
        assertThat(slabs[0].count(SIZE_CLASS)).isZero();
        assertThat(slabs[1].count(SIZE_CLASS)).as("the thread that misses there sends them").isEqualTo(30);
        assertThat(remote.giveBackSurplus(slabs)).as("it does not miss again").isEqualTo(30);
        assertThat(remote.giveBackSurplus(slabs)).isZero();
        assertThat(transfer[SIZE_CLASS].count()).isEqualTo(60);
    }

    @Test
    void whatAListNeededForAMomentStays() {
        fill(0, 40, 30);
        remote.giveBackSurplus(slabs);
        slabs[0].memory().setCurrent(SIZE_CLASS, geometry.begin(SIZE_CLASS) + 10);
        slabs[0].watch();
        slabs[0].memory().setCurrent(SIZE_CLASS, geometry.begin(SIZE_CLASS) + 30);
        assertThat(remote.giveBackSurplus(slabs)).isEqualTo(10);
        assertThat(slabs[0].count(SIZE_CLASS)).isEqualTo(20);
    }

    /** Where the kernel refuses fences, or refuses one of them. */
    @Test
    void withoutAFenceSlabsKeepTheirSurplus() {
        fill(0, 40, 30);
        remote.giveBackSurplus(slabs);
        fence = () -> false;
        assertThat(remote.giveBackSurplus(slabs)).isZero();
        fence = SlabControlTest::failingFence;
        assertThatThrownBy(() -> remote.giveBackSurplus(slabs)).isInstanceOf(OutOfMemoryError.class);
        assertInUse();
        assertThat(slabs[0].count(SIZE_CLASS)).isEqualTo(30);
        fence = platform::fence;
        assertThat(remote.giveBackSurplus(slabs)).isEqualTo(30);
    }

    @Test
    void aSlabThatMissesTakesATwentiethOfABudget() {
        slabs[0].stats.overflows = 1000;
        assertThat(remote.balance(slabs)).isTrue();
        assertThat(slabs[0].budget.total()).isEqualTo(BUDGET + BUDGET / 20);
        assertThat(slabs[1].budget.total()).isEqualTo(BUDGET - BUDGET / 20);
        assertThat(slabs[0].budget.available()).isEqualTo(slabs[0].budget.total());
        assertThat(remote.balance(slabs)).as("no misses since").isFalse();
    }

    @Test
    void equalMissesMoveNothing() {
        slabs[0].stats.underflows = 1000;
        slabs[1].stats.underflows = 900;
        assertThat(remote.balance(slabs)).isFalse();
        assertThat(slabs[0].budget.total()).isEqualTo(BUDGET);
    }

    @Test
    void capacityWithBlocksIsTakenFromAClassThatDidNotMiss() {
        fill(1, (int) (BUDGET / SIZE), 60);
        assertThat(slabs[1].budget.available()).isZero();
        slabs[0].stats.underflows = 1000;
        assertThat(remote.balance(slabs)).isTrue();
        assertThat(slabs[0].budget.total()).isEqualTo(BUDGET + BUDGET / 20);
        for (Slab slab : slabs) {
            assertThat(slab.budget.available() + capacityBytes(slab)).isEqualTo(slab.budget.total());
            assertThat(slab.count(SIZE_CLASS)).isLessThanOrEqualTo(slab.capacity(SIZE_CLASS));
        }
        assertThat(slabs[1].count(SIZE_CLASS) + transfer[SIZE_CLASS].count()).isEqualTo(60);
    }

    private static boolean failingFence() {
        throw new OutOfMemoryError("the call of the fence found no heap");
    }

    private void assertUnlocked() {
        for (Slab slab : slabs) {
            assertThat(slab.lock.tryLock()).isTrue();
            slab.lock.unlock();
        }
    }

    private void assertInUse() {
        assertUnlocked();
        assertThat(slabs).noneMatch(slab -> slab.memory().isShut());
    }

    @Test
    void aFenceThatFailsLeavesAllSlabsInUse() {
        fill(0, 40, 30);
        fill(1, (int) (BUDGET / SIZE), 60);
        slabs[0].stats.underflows = 1000;
        fence = SlabControlTest::failingFence;
        assertThatThrownBy(() -> remote.drain(ALL, slabs)).isInstanceOf(OutOfMemoryError.class);
        assertInUse();
        assertThatThrownBy(() -> remote.balance(slabs)).isInstanceOf(OutOfMemoryError.class);
        assertInUse();
        assertThat(slabs[0].count(SIZE_CLASS) + slabs[1].count(SIZE_CLASS)).isEqualTo(90);
        assertThat(slabs[1].budget.total()).isEqualTo(BUDGET);
    }

    @Test
    void aFenceThatFailsLeavesSlabsStoppedThatAreToBeSo() {
        fill(0, 40, 30);
        fence = SlabControlTest::failingFence;
        assertThatThrownBy(() -> remote.retire(slabs)).isInstanceOf(OutOfMemoryError.class);
        assertUnlocked();
        assertThat(slabs).allMatch(slab -> slab.memory().isShut());
        fence = platform::fence;
        assertThat(remote.drain(ALL, slabs)).isTrue();
        assertThat(transfer[SIZE_CLASS].count()).isEqualTo(30);
        assertThat(slabs).allMatch(slab -> slab.memory().isShut());
    }

    /** What was taken out of a list when the transfer cache failed is held until the next time. */
    @Test
    void aTransferCacheThatFailsLeavesAllSlabsInUse() {
        fill(0, 200, 200);
        fill(1, 40, 30);
        for (int call = 1; call <= 5; call++) {
            faults.at(call, 1);
            try {
                remote.drain(ALL, slabs);
            } catch (OutOfMemoryError expected) {
                assertThat(expected).hasMessage("call " + call);
            }
            assertInUse();
            assertThat(inAllPlaces()).isEqualTo(230);
        }
        faults.none();
        assertThat(remote.drain(ALL, slabs)).isTrue();
        assertThat(transfer[SIZE_CLASS].count()).isEqualTo(230);
    }

    private int inAllPlaces() {
        int blocks = transfer[SIZE_CLASS].count();
        for (Slab slab : slabs) {
            blocks += slab.count(SIZE_CLASS) + slab.batch.count();
        }
        return blocks;
    }

    /** Else they would be nobody's for good, where the CPU of the slab is not used any more. */
    @Test
    void blocksThatAFailedCallLeftGoWithTheSurplus() {
        fill(0, 40, 20);
        faults.at(1, 1);
        assertThatThrownBy(() -> remote.drain(ALL, slabs)).isInstanceOf(OutOfMemoryError.class);
        faults.none();
        assertThat(slabs[0].count(SIZE_CLASS)).isZero();
        assertThat(slabs[0].batch.count()).isEqualTo(19);
        assertThat(remote.giveBackSurplus(slabs)).isEqualTo(19);
        assertThat(transfer[SIZE_CLASS].count()).isEqualTo(20);
    }
}
