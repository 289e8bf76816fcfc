/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.perch.arena.AddressSpace;
import io.perch.arena.Arena;
import io.perch.arena.ChunkedSpace;
import io.perch.arena.FakeMemory;
import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.profile.Profiler;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.slab.StripedSlabs;
import io.perch.span.CentralList;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import io.perch.transfer.TransferCache;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What hardened mode does with a block that is in the caches twice, because two threads freed it at the same moment. */
class HardenedSlabsTest {
    private static final long MIB = 1 << 20;
    private static final int CLASS = SizeClasses.classOf(256);

    private final MemoryLimit limit = new MemoryLimit(64 * MIB, 64 * MIB);
    private CentralList central;
    private FrontEnd caches;
    private FrontEnd hardened;

    /** In one piece, and in pieces. */
    private static Stream<AddressSpace> spaces() {
        return Stream.of(new ReservedSpace(new FakeMemory(4096), 128 * MIB), new ChunkedSpace(128 * MIB));
    }

    private void make(AddressSpace space) {
        SpanMap spans = new SpanMap(new Arena(space, 0, limit, Span::new));
        TransferCache[] transfer = new TransferCache[SizeClasses.COUNT];
        CentralList own = null;
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            CentralList list = new CentralList(spans, sizeClass, 0);
            transfer[sizeClass] = new TransferCache(sizeClass, list);
            own = sizeClass == CLASS ? list : own;
        }
        central = own;
        caches = new StripedSlabs(1, MIB, transfer);
        Profiler none = new Profiler(spans::watch, spans::unwatch, (size, mean) -> { });
        hardened = new Precautions(new OwnerCheck(spans, new Counted()), null, none).over(caches);
    }

    /** Counts with the size class, as the engine does. */
    private final class Counted implements OwnerCheck.DoubleFrees {
        @Override
        public IllegalArgumentException refused(int sizeClass, long block) {
            return central.freedTwice(block);
        }

        @Override
        public void found(int sizeClass, long block) {
            central.foundTwice(block);
        }
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void aBlockThatIsInTheCachesTwiceIsHandedOutOnce(AddressSpace space) {
        make(space);
        long block = hardened.take(CLASS);
        long other = hardened.take(CLASS);
        hardened.give(CLASS, block);
        hardened.give(CLASS, other);
        caches.give(CLASS, block);
        assertThat(hardened.take(CLASS)).isEqualTo(block);
        assertThat(hardened.take(CLASS)).isEqualTo(other);
        assertThat(hardened.take(CLASS)).isNotIn(block, other).isPositive();
        assertThat(central.doubleFrees()).isEqualTo(1);
        hardened.give(CLASS, block);
        assertThatIllegalArgumentException().isThrownBy(() -> hardened.give(CLASS, block));
        assertThat(central.doubleFrees()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void moreThanTheCachesHoldGoesBackToTheSpans(AddressSpace space) {
        make(space);
        long[] blocks = LongStream.generate(() -> hardened.take(CLASS)).limit(10_000).toArray();
        assertThat(blocks).doesNotHaveDuplicates().doesNotContain(0);
        LongStream.of(blocks).forEach(block -> hardened.give(CLASS, block));
        assertThatIllegalArgumentException().isThrownBy(() -> hardened.give(CLASS, blocks[0]));
        assertThat(LongStream.generate(() -> hardened.take(CLASS)).limit(10_000).toArray()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void withoutPrecautionsNothingStandsBeforeTheCaches(AddressSpace space) {
        make(space);
        assertThat(new Precautions(null, null, null).over(caches)).isSameAs(caches);
    }
}
