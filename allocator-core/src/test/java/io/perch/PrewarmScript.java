/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.pool.BufferPool;
import io.perch.rseq.ThreadAffinity;
import java.util.BitSet;

/** Caches are made ready, for blocks and for buffers; what fails halfway keeps no block, and no thread of it goes on. */
final class PrewarmScript extends AllocatorScript {
    private final BufferPool pool;

    PrewarmScript(AllocatorKind kind) {
        super(kind, AllocatorKind.LIMIT);
        pool = BufferPool.builder(perch).quota(8 << 20).build();
    }

    @Override
    void calls() {
        if (perch.access().partitions().count() > 1) {
            attemptUntilDone(() -> assertThat(perch.prewarm(Prewarm.of(512, 3).onCpus(oneCpu()).onNodes(1)).reason())
                    .contains("only its memory is ready"));
            attemptUntilDone(() -> BufferPool.builder(perch).onNode(1).build().prewarm(Prewarm.of(1000, 2).onCpus(oneCpu())));
            return;
        }
        attemptUntilDone(() -> perch.prewarm(Prewarm.of(512, 3).onCpus(oneCpu())));
        attemptUntilDone(() -> pool.prewarm(Prewarm.of(1000, 2).onCpus(oneCpu())));
    }

    private static BitSet oneCpu() {
        BitSet cpus = ThreadAffinity.allowed();
        cpus.clear(cpus.nextSetBit(0) + 1, cpus.size());
        return cpus;
    }

    @Override
    void checkMore() {
        assertThat(pool.charged()).as("charged").isZero();
        assertThat(pool.live()).as("live").isZero();
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().startsWith("perch-prewarm"));
    }
}
