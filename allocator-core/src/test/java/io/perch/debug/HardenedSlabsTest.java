/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.perch.arena.Arena;
import io.perch.arena.FakeMemory;
import io.perch.arena.MemoryLimit;
import io.perch.arena.ReservedSpace;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.slab.StripedSlabs;
import io.perch.span.CentralList;
import io.perch.span.Span;
import io.perch.span.SpanMap;
import io.perch.transfer.TransferCache;
import org.junit.jupiter.api.Test;

/** What hardened mode does with a block that is in the caches twice, because two threads freed it at the same moment. */
class HardenedSlabsTest {
    private static final long MIB = 1 << 20;
    private static final int CLASS = SizeClasses.classOf(256);

    private final MemoryLimit limit = new MemoryLimit(64 * MIB, 64 * MIB);
    private final SpanMap spans = new SpanMap(new Arena(new ReservedSpace(new FakeMemory(4096), 128 * MIB), 0, limit, Span::new));
    private final CentralList central;
    private final FrontEnd caches;
    private final FrontEnd hardened;

    HardenedSlabsTest() {
        TransferCache[] transfer = new TransferCache[SizeClasses.COUNT];
        CentralList own = null;
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            CentralList list = new CentralList(spans, sizeClass, 0);
            transfer[sizeClass] = new TransferCache(sizeClass, list);
            own = sizeClass == CLASS ? list : own;
        }
        central = own;
        caches = new StripedSlabs(1, MIB, transfer);
        hardened = new Precautions(new OwnerCheck(spans, new Counted()), null, null).over(caches);
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

    @Test
    void aBlockThatIsInTheCachesTwiceIsHandedOutOnce() {
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

    @Test
    void withoutPrecautionsNothingStandsBeforeTheCaches() {
        assertThat(new Precautions(null, null, null).over(caches)).isSameAs(caches);
    }
}
