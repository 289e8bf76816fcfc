/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import java.nio.file.Path;

/** The machine's NUMA nodes, read once. What cannot be read is taken to be a machine with one node. */
public final class Topology {
    private static final String NODES = "sys/devices/system/node";

    private final IdList possible;
    private final IdList online;

    private Topology(IdList possible, IdList online) {
        this.possible = possible;
        this.online = online;
    }

    /** This machine. */
    public static Topology read() {
        return read(Path.of("/"));
    }

    /** The machine whose {@code /sys} is below {@code root}: a test hands in a folder. */
    public static Topology read(Path root) {
        return new Topology(IdList.read(root.resolve(NODES).resolve("possible")),
                IdList.read(root.resolve(NODES).resolve("online")));
    }

    /**
     * One more than the largest node number that can ever appear.
     *
     * @param unknown what to return if the system does not tell
     */
    public int possibleNodes(int unknown) {
        return possible == null || possible.size() == 0 ? unknown : possible.largest() + 1;
    }

    /** The nodes on line; node 0 if the system does not tell. Numbers may have holes. */
    public int[] onlineNodes() {
        return online == null || online.size() == 0 ? new int[] {0} : online.toArray();
    }
}
