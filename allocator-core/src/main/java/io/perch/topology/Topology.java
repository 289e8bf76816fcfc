/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The machine's CPUs and NUMA nodes, and which of them this process may use, read once. What cannot be read is taken to be a
 * machine with one node, on which everything is allowed. Immutable, except for {@link #nodeOfCpu}, which looks again for CPUs that
 * came later.
 */
public final class Topology {
    static final String NODES = "sys/devices/system/node/";
    private static final String CPUS = "sys/devices/system/cpu/";
    private static final String STATUS = "proc/self/status";
    private static final int ASSUMED_REMOTE = 20;

    private final MachineFiles files;
    private final Cgroup cgroup;
    private final IdList possibleNodes;
    private final IdList possibleCpus;
    private final List<Node> nodes;
    private final IdList allowedCpus;
    private final IdList allowedMemories;

    private Topology(MachineFiles files) {
        this.files = files;
        this.cgroup = new Cgroup(files);
        this.possibleNodes = files.ids(NODES + "possible");
        this.possibleCpus = files.ids(CPUS + "possible");
        this.nodes = nodes(files);
        this.allowedCpus = allowed("Cpus_allowed_list:", "cpuset.cpus.effective", possibleCpus);
        this.allowedMemories = allowed("Mems_allowed_list:", "cpuset.mems.effective", null);
    }

    /** This machine. */
    public static Topology read() {
        return read(Path.of("/"));
    }

    /** The machine whose {@code /sys} and {@code /proc} are below {@code root}: a test hands in a folder. */
    public static Topology read(Path root) {
        return new Topology(new MachineFiles(root));
    }

    private static List<Node> nodes(MachineFiles files) {
        IdList online = files.ids(NODES + "online");
        List<Node> nodes = new ArrayList<>();
        if (online == null || online.isEmpty()) {
            IdList cpus = files.ids(CPUS + "online");
            nodes.add(new Node(0, cpus == null ? IdList.of(0) : cpus, -1, new int[0]));
            return nodes;
        }
        IdList withMemory = files.ids(NODES + "has_memory");
        for (int id : online.toArray()) {
            String folder = NODES + "node" + id + "/";
            IdList cpus = files.ids(folder + "cpulist");
            long memory = withMemory != null && !withMemory.contains(id) ? 0 : files.bytes(folder + "meminfo", "MemTotal:");
            nodes.add(new Node(id, cpus == null ? IdList.of() : cpus, memory,
                    distances(files.lines(folder + "distance"), online.toArray())));
        }
        return nodes;
    }

    /** The kernel lists the distances to the online nodes, in their order. */
    private static int[] distances(List<String> lines, int[] online) {
        int[] distances = new int[online[online.length - 1] + 1];
        Arrays.fill(distances, ASSUMED_REMOTE);
        String[] words = lines.isEmpty() ? new String[0] : lines.get(0).strip().split("\\s+");
        for (int i = 0; i < Math.min(words.length, online.length); i++) {
            try {
                distances[online[i]] = Integer.parseInt(words[i]);
            } catch (NumberFormatException e) {
                return distances;
            }
        }
        return distances;
    }

    private IdList allowed(String key, String cgroupFile, IdList otherwise) {
        IdList ids = files.ids(STATUS, key);
        if (ids == null || ids.isEmpty()) {
            ids = cgroup.effective(cgroupFile);
        }
        return ids == null || ids.isEmpty() ? otherwise : ids;
    }

    /**
     * One more than the largest node number that can ever appear.
     *
     * @param unknown what to return if the system does not tell
     */
    public int possibleNodes(int unknown) {
        return possibleNodes == null || possibleNodes.isEmpty() ? unknown : possibleNodes.largest() + 1;
    }

    /** The online nodes, ascending; node 0 if the system does not tell. Numbers may have gaps. */
    public int[] onlineNodes() {
        return nodes.stream().mapToInt(Node::id).toArray();
    }

    /** The online nodes, ascending. */
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** The nodes whose memory this process may use, ascending. At least one: the first, if what the system says makes no sense. */
    public List<Node> memoryNodes() {
        List<Node> usable = nodes.stream().filter(node -> node.memory() != 0)
                .filter(node -> allowedMemories == null || allowedMemories.contains(node.id())).toList();
        return usable.isEmpty() ? nodes.subList(0, 1) : usable;
    }

    /** The CPUs that this process may run on; null if the system does not tell. */
    public IdList allowedCpus() {
        return allowedCpus;
    }

    /** The nodes whose memory this process may use, whether or not they have any; null if the system does not tell. */
    public IdList allowedMemories() {
        return allowedMemories;
    }

    /** The CPUs that can ever appear; null if the system does not tell. */
    public IdList possibleCpus() {
        return possibleCpus;
    }

    /** The CPUs that this process may run on, in groups that share a cache. */
    public CacheDomains cacheDomains() {
        IdList usable = allowedCpus != null ? allowedCpus : possibleCpus;
        return new CacheDomains(files, nodes, usable == null ? IdList.of() : usable);
    }

    /** Bytes that this machine has and lets the process use, without the rest of it; {@link Long#MAX_VALUE} if it does not tell. */
    public static long readMemory() {
        MachineFiles files = new MachineFiles(Path.of("/"));
        long machine = files.bytes("proc/meminfo", "MemTotal:");
        return Math.min(machine < 0 ? Long.MAX_VALUE : machine, new Cgroup(files).memoryLimit());
    }

    /** Bytes that the process's control groups may use; {@link Long#MAX_VALUE} if nothing limits them. */
    public long memoryLimit() {
        return cgroup.memoryLimit();
    }

    /** Bytes that nodes could give at the moment, by a careful estimate; {@link Long#MAX_VALUE} if the system does not tell. */
    public long availableMemory(int... ids) {
        return new AvailableMemory(files, nodes).of(ids);
    }

    /**
     * The node of a CPU, -1 if it is unknown. A CPU that was not online at first is looked up again each time, and is unknown while
     * the heap has no room for that: whoever frees a block asks here, and cannot fail.
     */
    public int nodeOfCpu(int cpu) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).cpus().contains(cpu)) {
                return nodes.get(i).id();
            }
        }
        try {
            return lookUp(cpu);
        } catch (OutOfMemoryError unknown) {
            return -1;
        }
    }

    private int lookUp(int cpu) {
        for (Node node : nodes) {
            if (files.exists(CPUS + "cpu" + cpu + "/node" + node.id())) {
                return node.id();
            }
        }
        return -1;
    }
}
