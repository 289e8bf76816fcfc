/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Pointer;
import io.perch.debug.BlockViolation;
import io.perch.sizeclass.SizeClasses;
import io.perch.stats.PerchStats;

/** Calls that are wrong, and writes outside of blocks. To say so takes heap; nothing is changed, or all that a free changes. */
final class MisuseScript extends AllocatorScript {
    private static final int SIZE = 300;
    private static final long LARGE = 3 << 20;
    private static final long FOREIGN = 0x10000;
    private static final int NO_NODE = 999;
    private static final int OS_PAGE = 4096;
    /** More than the ledger of checked mode begins with. */
    private static final int MANY = 1100;

    MisuseScript(AllocatorKind kind) {
        super(kind, AllocatorKind.LIMIT);
    }

    @Override
    void calls() {
        allocate(SIZE);
        allocate(LARGE);
        refuseSizes();
        refuseAddress(FOREIGN);
        blocks().forEach(block -> refuseAddress(block + SizeClasses.ALIGNMENT));
        blocks().forEach(this::lookAt);
        overrun(SIZE, SIZE);
        overrun(SIZE, -1);
        freeTwice();
        if (kind.isHardened()) {
            blocks().forEach(this::giveAsAnother);
        }
        if (kind.isChecked()) {
            lateWrite();
        }
        if (kind == AllocatorKind.CHECKED_STRIPED) {
            many();
        }
    }

    private void refuseSizes() {
        refuse(() -> perch.allocate(0));
        refuse(() -> perch.allocate(SIZE, 3));
        refuse(() -> perch.allocateAtLeast(Long.MAX_VALUE));
        refuse(() -> perch.allocateOnNode(SIZE, NO_NODE));
    }

    private void refuseAddress(long address) {
        refuse(() -> perch.free(address));
        refuse(() -> perch.free(address, SIZE));
        refuse(() -> perch.free(address, 0));
        refuse(() -> perch.usableSize(address));
        refuse(() -> perch.buffer(address));
        refuse(() -> perch.nodesOf(FOREIGN));
    }

    private void lookAt(long block) {
        attempt(() -> perch.buffer(block));
        attempt(() -> perch.nodesOf(block));
        attemptUntilDone(() -> {
            if (perch.checks() != null) {
                perch.checks().inUseBySite();
                perch.checks().violations();
            }
        });
    }

    /** A free of a block beside which something was written tells of it, and is done. */
    private void overrun(long size, long offset) {
        if (!kind.isChecked() && !kind.isGuarded()) {
            return;
        }
        long[] block = new long[1];
        attempt(() -> block[0] = perch.allocate(size));
        if (block[0] != 0 && isWritable(block[0], offset)) {
            new Pointer(block[0]).setByte(offset, (byte) 1);
            assertThatThrownBy(() -> perch.free(block[0])).isInstanceOf(BlockViolation.class);
        } else if (block[0] != 0) {
            perch.free(block[0]);
        }
        succeed(() -> { });
    }

    /** Without a crash, and for somebody to find: a guarded block may begin with its pages, and a plain one has no zones. */
    private boolean isWritable(long block, long offset) {
        boolean guarded = perch.access().spanOf(block) == null;
        return guarded ? offset >= 0 || block % OS_PAGE != 0 : kind.isChecked();
    }

    private void freeTwice() {
        long[] block = new long[1];
        attempt(() -> block[0] = perch.allocate(SIZE));
        if (block[0] == 0 || !kind.refusesSecondFree()) {
            attempt(() -> keepIfAny(block[0]));
            return;
        }
        succeed(() -> perch.free(block[0]));
        refuse(() -> perch.free(block[0]));
        if (kind == AllocatorKind.STRIPED) {
            freeTwiceUnnoticed();
        }
    }

    /** Not in a row, which is found when the block comes back to its span. */
    private void freeTwiceUnnoticed() {
        long[] block = new long[2];
        attempt(() -> block[0] = perch.allocate(SIZE));
        attempt(() -> block[1] = perch.allocate(SIZE));
        if (block[0] != 0 && block[1] != 0) {
            succeed(() -> perch.free(block[0]));
            succeed(() -> perch.free(block[1]));
            succeed(() -> perch.free(block[0]));
            attemptUntilDone(perch::trim);
        } else {
            attempt(() -> keepIfAny(block[0]));
            attempt(() -> keepIfAny(block[1]));
        }
    }

    /** By an adapter, which says the wrong size class. */
    private void giveAsAnother(long block) {
        refuse(() -> perch.access().frontEnd().give(SizeClasses.classOf(2 * SIZE), block));
    }

    private void keepIfAny(long block) {
        if (block != 0) {
            keep(block, SIZE);
        }
    }

    /** Is found when the block leaves the quarantine. */
    private void lateWrite() {
        long[] block = new long[1];
        attempt(() -> block[0] = perch.allocate(SIZE));
        if (block[0] != 0 && perch.access().spanOf(block[0]) != null) {
            succeed(() -> perch.free(block[0]));
            new Pointer(block[0]).setByte(0, (byte) 1);
            attemptUntilDone(perch::trim);
        }
    }

    private void many() {
        for (int i = 0; i < MANY; i++) {
            allocate(1);
        }
    }

    @Override
    PerchStats sums() {
        return Sums.ofMisused(perch);
    }
}
