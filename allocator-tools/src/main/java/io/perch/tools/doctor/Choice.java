/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.doctor;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.stats.NodeStats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What an allocator with the default configuration becomes here.
 *
 * @param mode   "vcpu", "cpu", "notify" or "striped", or "none" if it cannot be made
 * @param reason why it is nothing better, or ""
 * @param numa   how memory is placed on which nodes, or why it is not; and what the system refused
 * @param limits on its memory
 */
record Choice(String mode, String reason, String numa, String limits) {
    static Choice make() {
        try (PerchAllocator allocator = PerchAllocator.create()) {
            PerchConfig config = allocator.config();
            return new Choice(allocator.mode().toString(), allocator.modeReason(), numa(allocator), String.format(Locale.ROOT,
                    "hard %s, soft %s, slab budget %s a CPU", bytes(config.hardLimit()), bytes(config.softLimit()),
                    bytes(config.slabBytes())));
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            return new Choice("none", e.toString(), "unknown", "unknown");
        }
    }

    private static String numa(PerchAllocator allocator) {
        List<NodeStats> nodes = allocator.stats().nodes();
        List<String> parts = new ArrayList<>();
        parts.add(allocator.numa() + ": " + (allocator.numaReason().isEmpty()
                ? "nodes " + nodes.stream().map(NodeStats::name).collect(Collectors.joining(", ")) : allocator.numaReason()));
        parts.add("huge pages " + allocator.config().hugePages());
        nodes.stream().flatMap(node -> node.refusals().stream()).distinct().forEach(parts::add);
        return String.join("; ", parts);
    }

    private static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / (double) (1 << 20));
    }
}
