/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.doctor;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;

import java.util.Locale;

/**
 * What an allocator made by default becomes here.
 *
 * @param mode   "vcpu", "cpu", "notify" or "striped", or "none" if it cannot be made
 * @param reason why it is nothing better, or ""
 * @param limits on its memory
 */
record Choice(String mode, String reason, String limits) {
    static Choice make() {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            PerchConfig config = allocator.config();
            return new Choice(allocator.mode().toString(), allocator.modeReason(), String.format(Locale.ROOT,
                    "hard %s, soft %s, slab budget %s a CPU", bytes(config.hardLimit()), bytes(config.softLimit()),
                    bytes(config.slabBytes())));
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            return new Choice("none", e.toString(), "unknown");
        }
    }

    private static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / (double) (1 << 20));
    }
}
