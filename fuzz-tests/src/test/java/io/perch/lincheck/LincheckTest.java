/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lincheck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.sizeclass.SizeClasses;
import io.perch.slab.StripedSlabs;
import io.perch.transfer.TransferCache;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * The Java tiers under the interleavings that Lincheck's model checker explores: two threads, a few operations each. Operations
 * return nothing, because any free block is as good as any other; a block that is handed out twice, lost, or returned twice fails
 * the operation or the validation at the end.
 */
class LincheckTest {
    /** Spans and their bitmaps. */
    public static class Central extends Tier {
        @Operation
        public void take() {
            taken(central.takeOne());
        }

        @Operation
        public void put() {
            long block = given();
            if (block != 0) {
                central.putOne(block);
            }
        }

        @Operation
        public void trim() {
            central.trim();
        }

        @Validate
        public void validate() {
            audit();
        }
    }

    /** A transfer cache that is plundered and drained meanwhile. */
    public static class Transfer extends Tier {
        private final TransferCache cache = new TransferCache(CLASS, central);

        @Operation
        public void take() {
            taken(cache.takeOne());
        }

        @Operation
        public void put() {
            long block = given();
            if (block != 0) {
                cache.putOne(block);
            }
        }

        @Operation
        public void plunder() {
            cache.plunder();
        }

        @Operation
        public void drain() {
            cache.drain();
        }

        @Validate
        public void validate() {
            cache.drain();
            audit();
        }
    }

    /** The striped slabs, which are used where there are no restartable sequences. */
    public static class Stripes extends Tier {
        private static final long BUDGET = 64 << 10;

        private final TransferCache cache = new TransferCache(CLASS, central);
        private final StripedSlabs slabs = new StripedSlabs(1, BUDGET, caches());

        private TransferCache[] caches() {
            TransferCache[] caches = new TransferCache[SizeClasses.COUNT];
            for (int sizeClass = 0; sizeClass < caches.length; sizeClass++) {
                caches[sizeClass] = sizeClass == CLASS ? cache : null;
            }
            return caches;
        }

        @Operation
        public void allocate() {
            long block = slabs.pop(CLASS);
            taken(block > 0 ? block : slabs.refill(CLASS));
        }

        @Operation
        public void free() {
            long block = given();
            if (block != 0) {
                slabs.give(CLASS, block);
            }
        }

        @Operation
        public void drain() {
            slabs.drain();
        }

        @Validate
        public void validate() {
            slabs.drain();
            cache.drain();
            audit();
        }
    }

    /** A list that forgets to lock. */
    public static class Unlocked extends Tier {
        private long spare = central.takeOne();

        @Operation
        public void take() {
            long block = spare;
            spare = 0;
            taken(block == 0 ? central.takeOne() : block);
        }

        @Operation
        public void put() {
            long block = given();
            if (spare == 0) {
                spare = block;
            } else if (block != 0) {
                central.putOne(block);
            }
        }

        @Validate
        public void validate() {
            if (spare != 0) {
                central.putOne(spare);
                spare = 0;
            }
            audit();
        }
    }

    /** Longer than the longest search for a free run, which would otherwise count as a livelock. */
    private static final int LOOP_BOUND = 1000;

    private static ModelCheckingOptions options() {
        return new ModelCheckingOptions().iterations(5).threads(2).actorsPerThread(3).actorsBefore(2).actorsAfter(0)
                .invocationsPerIteration(60).loopBound(LOOP_BOUND);
    }

    @Test
    void centralList() {
        options().check(Central.class);
    }

    @Test
    void transferCache() {
        options().check(Transfer.class);
    }

    @Test
    void stripes() {
        options().check(Stripes.class);
    }

    @Test
    void aMissingLockIsFound() {
        assertThatThrownBy(() -> options().check(Unlocked.class)).isInstanceOf(LincheckAssertionError.class);
    }
}
