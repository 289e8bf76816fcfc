/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.os.OsMemory;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.SlabCalls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The classes that {@code variants.sh} writes: each is there, and the library has all of its functions. */
class VariantIT {
    private static final int SLABS = 16 * SlabLayout.INDEXES_PER_NODE;

    private final NativePlatform platform = NativePlatform.get();

    @BeforeEach
    void assumeThatSectionsWork() {
        assumeTrue(platform.supports(IndexMode.VCPU), platform.reason(IndexMode.VCPU));
    }

    private void assertFindsNoSlab(SlabCalls calls) {
        OsMemory memory = platform.memory();
        long bytes = (long) SLABS * SlabLayout.WORD;
        long table = memory.reserve(bytes, memory.pageSize(), "perch test table");
        memory.commit(table, bytes);
        assertThat(calls.pop(table, 0)).isEqualTo(SlabCalls.NO_SLAB);
        assertThat(calls.push(table, 0, 64)).isEqualTo(SlabCalls.NO_SLAB);
        assertThat(calls.popBatch(table, 0, table, 1)).isEqualTo(SlabCalls.NO_SLAB);
        assertThat(calls.pushBatch(table, 0, table, 1)).isEqualTo(SlabCalls.NO_SLAB);
        int index;
        int grown;
        do {
            index = calls.index();
            grown = calls.grow(table, 0, index, 1);
        } while (grown == SlabCalls.NOTHING && index != calls.index());
        assertThat(grown).isEqualTo(SlabCalls.NO_SLAB);
        memory.unmap(table, bytes);
    }

    @ParameterizedTest
    @EnumSource
    void inAnEmptyTableEveryOperationFindsNoSlab(Variant variant) {
        assertFindsNoSlab(JniBinding.open().slabCalls(variant));
        if (platform.binding().equals("ffm")) {
            assertFindsNoSlab(FfmBinding.open().slabCalls(variant));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClassIsNamedAfterItsVariant(Variant variant) {
        String name = variant.name().replace("_", "");
        assertThat(JniBinding.open().slabCalls(variant).getClass().getSimpleName()).isEqualToIgnoringCase("Jni" + name + "Calls");
        if (platform.binding().equals("ffm")) {
            assertThat(FfmBinding.open().slabCalls(variant).getClass().getSimpleName())
                    .isEqualToIgnoringCase("Ffm" + name + "Calls");
        }
    }
}
