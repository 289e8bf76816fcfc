/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import java.util.Arrays;
import java.util.List;

/**
 * The CPUs in groups of at most {@value #MOST_CPUS} that share a cache: those with the same last level cache, as far as the kernel
 * tells ({@code shared_cpu_list} of {@code cache/index0} and so on), else those of the same node. Large groups are cut, because it
 * is for locks as well. Groups are numbered node by node.
 */
public final class CacheDomains {
    /** With so few, the model of docs/scale.md has locks idle for most of the time. */
    static final int MOST_CPUS = 8;
    /** Fewer share a cache where a virtual machine tells of no last level. */
    private static final int LEAST_CPUS = 4;
    private static final String CPUS = "sys/devices/system/cpu/cpu";

    private final MachineFiles files;
    private final IdList usable;
    private final int[] domainOf;
    private int count;

    /** @param usable CPUs on which threads may run */
    CacheDomains(MachineFiles files, List<Node> nodes, IdList usable) {
        this.files = files;
        this.usable = usable;
        this.domainOf = new int[usable.isEmpty() ? 0 : usable.largest() + 1];
        if (usable.size() > MOST_CPUS) {
            Arrays.fill(domainOf, -1);
            nodes.forEach(this::number);
        }
        this.count = Math.max(1, count);
    }

    private void number(Node node) {
        for (int cpu : node.cpus().and(usable).toArray()) {
            if (domainOf[cpu] < 0) {
                int[] near = neighbours(cpu, node);
                for (int i = 0; i < near.length; i++) {
                    domainOf[near[i]] = count + i / MOST_CPUS;
                }
                count += (near.length + MOST_CPUS - 1) / MOST_CPUS;
            }
        }
    }

    /** The usable CPUs of the node that have the widest cache in common with this one; those of the node if nobody tells. */
    private int[] neighbours(int cpu, Node node) {
        IdList widest = IdList.of();
        for (int index = 0; files.exists(CPUS + cpu + "/cache/index" + index); index++) {
            IdList sharing = files.ids(CPUS + cpu + "/cache/index" + index + "/shared_cpu_list");
            widest = sharing != null && sharing.size() > widest.size() ? sharing : widest;
        }
        IdList near = (widest.contains(cpu) && widest.size() >= LEAST_CPUS ? widest : node.cpus()).and(node.cpus()).and(usable);
        return Arrays.stream(near.toArray()).filter(other -> domainOf[other] < 0).toArray();
    }

    /** How many groups there are, ≥ 1. */
    public int count() {
        return count;
    }

    /** The group of a CPU, 0 to {@link #count} - 1; any number is allowed, as CPUs can come and the answer is but a hint. */
    public int of(int cpu) {
        int known = cpu >= 0 && cpu < domainOf.length ? domainOf[cpu] : -1;
        return known >= 0 ? known : Math.max(0, cpu) % count;
    }
}
