/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import java.util.List;

/**
 * How much memory nodes could give before the kernel has to kill processes: free memory above the low watermark, and half of what
 * it holds for files. A zone must keep its share of {@code vm.min_free_kbytes}; its low watermark is a quarter above
 * (mm/page_alloc.c).
 */
final class AvailableMemory {
    private final MachineFiles files;
    private final List<Node> nodes;

    AvailableMemory(MachineFiles files, List<Node> nodes) {
        this.files = files;
        this.nodes = nodes;
    }

    /** Bytes of all these nodes together; {@link Long#MAX_VALUE} if the system does not tell. */
    long of(int... ids) {
        double kept = Math.max(0, files.bytes("proc/sys/vm/min_free_kbytes", "")) * 1.25 / Math.max(1, total());
        long sum = 0;
        for (int id : ids) {
            List<String> meminfo = files.lines(Topology.NODES + "node" + id + "/meminfo");
            long free = MachineFiles.bytes(meminfo, "MemFree:");
            if (free < 0) {
                return Long.MAX_VALUE;
            }
            long held = MachineFiles.bytes(meminfo, "Inactive(file):") + MachineFiles.bytes(meminfo, "Active(file):");
            long usable = free - (long) (kept * MachineFiles.bytes(meminfo, "MemTotal:"));
            sum += Math.max(0, usable + Math.max(0, held) / 2);
        }
        return sum;
    }

    private long total() {
        return nodes.stream().mapToLong(node -> Math.max(0, node.memory())).sum();
    }
}
