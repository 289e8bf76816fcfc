/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The partitions of memory: each is a node with memory that this process may use, or several near each other where there are more
 * nodes than wanted. Partitions are numbered from 0 without gaps, unlike the kernel's nodes. Immutable.
 *
 * <p>Every other node, whether it has no memory or is not allowed, belongs to the partition that is nearest to it.
 */
public final class Partitions {
    private static final int OFF_LINE = -1;

    private final Topology topology;
    private final List<List<Node>> partitions;
    private final int[] partitionOfNode;

    private Partitions(Topology topology, List<List<Node>> partitions) {
        this.topology = topology;
        this.partitions = partitions;
        int[] online = topology.onlineNodes();
        this.partitionOfNode = new int[online[online.length - 1] + 1];
        Arrays.fill(partitionOfNode, OFF_LINE);
        for (Node node : topology.nodes()) {
            partitionOfNode[node.id()] = nearest(node);
        }
    }

    /**
     * The partitions of a machine.
     *
     * @param most how many there may be, ≥ 1; with 1 there is one partition for all nodes
     */
    public static Partitions of(Topology topology, int most) {
        List<List<Node>> groups = new ArrayList<>();
        for (Node node : topology.memoryNodes()) {
            groups.add(new ArrayList<>(List.of(node)));
        }
        while (groups.size() > most) {
            joinNearest(groups);
        }
        return new Partitions(topology, groups);
    }

    /**
     * Joins the two groups whose farthest nodes are nearest; among equals the smallest, so that groups stay about the same size.
     */
    private static void joinNearest(List<List<Node>> groups) {
        int first = 0;
        int second = 1;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < groups.size(); i++) {
            for (int j = i + 1; j < groups.size(); j++) {
                int order = (farthest(groups.get(i), groups.get(j)) << Short.SIZE) + groups.get(i).size() + groups.get(j).size();
                if (order < least) {
                    least = order;
                    first = i;
                    second = j;
                }
            }
        }
        groups.get(first).addAll(groups.remove(second));
    }

    private static int farthest(List<Node> some, List<Node> others) {
        int distance = 0;
        for (Node node : some) {
            for (Node other : others) {
                distance = Math.max(distance, Math.max(node.distanceTo(other.id()), other.distanceTo(node.id())));
            }
        }
        return distance;
    }

    private int nearest(Node node) {
        int best = 0;
        for (int partition = 1; partition < partitions.size(); partition++) {
            if (distance(node, partition) < distance(node, best)) {
                best = partition;
            }
        }
        return best;
    }

    private int distance(Node from, int partition) {
        return partitions.get(partition).stream().mapToInt(node -> from.distanceTo(node.id())).min().orElseThrow();
    }

    /** How many partitions. */
    public int count() {
        return partitions.size();
    }

    /** The numbers of the nodes whose memory a partition has. */
    public int[] nodes(int partition) {
        return partitions.get(partition).stream().mapToInt(Node::id).sorted().toArray();
    }

    /** Bytes of memory of a partition's nodes; {@link Long#MAX_VALUE} if the system does not tell. */
    public long memory(int partition) {
        long sum = 0;
        for (Node node : partitions.get(partition)) {
            if (node.memory() < 0) {
                return Long.MAX_VALUE;
            }
            sum += node.memory();
        }
        return sum;
    }

    /** The partition of a node: its own, or the nearest. For a node that is not online, including -1, it is partition 0. */
    public int ofNode(int node) {
        return knowsNode(node) ? partitionOfNode[node] : 0;
    }

    /** Whether a node is online, so that memory can be asked for near it. */
    public boolean knowsNode(int node) {
        return node >= 0 && node < partitionOfNode.length && partitionOfNode[node] != OFF_LINE;
    }

    /** The number of a CPU's node, whatever partition that belongs to; -1 if it is unknown. */
    public int nodeOfCpu(int cpu) {
        return topology.nodeOfCpu(cpu);
    }

    /** The partition of a CPU; 0 if the system does not know its node. */
    public int ofCpu(int cpu) {
        return ofNode(topology.nodeOfCpu(cpu));
    }

    /** All partitions, from the given one to the farthest: where to look for memory that it lacks. */
    public int[] byDistance(int partition) {
        Node from = partitions.get(partition).get(0);
        List<Integer> order = new ArrayList<>();
        for (int other = 0; other < partitions.size(); other++) {
            order.add(other);
        }
        order.sort((a, b) -> a == partition ? -1 : b == partition ? 1 : Integer.compare(distance(from, a), distance(from, b)));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
