/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import java.util.Arrays;

/**
 * One NUMA node that is online.
 *
 * @param id        the kernel's number
 * @param cpus      those online; empty for a node with memory only
 * @param memory    in bytes; 0 for a node without memory, -1 if the system does not tell
 * @param distances to the node with each number, 10 to itself; {@link #UNKNOWN} where the system does not tell
 */
public record Node(int id, IdList cpus, long memory, int[] distances) {
    /** A distance that is not known: the largest that there can be. */
    public static final int UNKNOWN = 255;

    private static final int LOCAL = 10;

    /** How far another node's memory is, in the firmware's measure: 10 to itself, larger is farther. */
    public int distanceTo(int node) {
        if (node == id) {
            return LOCAL;
        }
        return node < distances.length ? distances[node] : UNKNOWN;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Node node && node.id == id && node.cpus.toString().equals(cpus.toString())
                && node.memory == memory && Arrays.equals(node.distances, distances);
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** As doctor prints it. */
    @Override
    public String toString() {
        return "node " + id + ": " + (cpus.isEmpty() ? "no CPU" : "CPUs " + cpus) + ", "
                + (memory == 0 ? "no memory" : memory < 0 ? "memory unknown" : (memory >> 20) + " MiB");
    }
}
