/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import java.util.Locale;

/** The rows of the comparison, each with its goal: a ratio to the better of Netty's allocators. */
enum Row {
    PAIR_EVENT_LOOP("allocate and release on an event loop", new Pairs(64, 256, 1024, 4096, 16_384), ThreadKind.EVENT_LOOP, 0.65),
    PAIR_PLAIN("allocate and release on a platform thread", new Pairs(64, 256, 1024, 4096, 16_384), ThreadKind.PLAIN, 0.25),
    PAIR_VIRTUAL("allocate and release on a virtual thread", new Pairs(64, 256, 1024, 4096, 16_384), ThreadKind.VIRTUAL, 0.2),
    LARGE_EVENT_LOOP("large buffers on an event loop", new Pairs(17_408, 65_536, 262_144, 524_288, 1_048_576),
            ThreadKind.EVENT_LOOP, 0.25),
    LARGE_PLAIN("large buffers on a platform thread", new Pairs(17_408, 65_536, 262_144, 524_288, 1_048_576),
            ThreadKind.PLAIN, 0.25),
    HAND_OVER_EVENT_LOOP("allocate here, release there: event loops", new HandOver(), ThreadKind.EVENT_LOOP, 0.5),
    HAND_OVER_PLAIN("allocate here, release there: platform threads", new HandOver(), ThreadKind.PLAIN, 0.5),
    LIVE_PROXY("1024 live, web socket proxy, event loop", new LiveSet(BufferSizes.WEB_SOCKET_PROXY, 1), ThreadKind.EVENT_LOOP, 0.6),
    LIVE_PROXY_CROSS("1024 live, web socket proxy, 2 platform threads", new LiveSet(BufferSizes.WEB_SOCKET_PROXY, 2),
            ThreadKind.PLAIN,
            0.6),
    LIVE_GATEWAY("1024 live, API gateway, event loop", new LiveSet(BufferSizes.API_GATEWAY, 1), ThreadKind.EVENT_LOOP, 0.6),
    LIVE_GATEWAY_CROSS("1024 live, API gateway, 2 platform threads", new LiveSet(BufferSizes.API_GATEWAY, 2),
            ThreadKind.PLAIN, 0.6),
    ACCESS("read and write a buffer, to pooled", new Access(), ThreadKind.EVENT_LOOP, 1.0),
    PEAK("1000 threads x 1 MiB, released", new Peak(30), ThreadKind.PLAIN, 0.25),
    CROWD_VIRTUAL("10000 virtual threads", new Crowd(10_000), ThreadKind.VIRTUAL, 1.0),
    CROWD_PLATFORM("1000 platform threads", new Crowd(1000), ThreadKind.PLAIN, 1.0),
    CONVOY("200000 virtual threads, a quarter asleep", new Convoy(200_000), ThreadKind.VIRTUAL, 0.5),
    CONVOY_SMALL("10000 virtual threads, a quarter asleep", new Convoy(10_000), ThreadKind.VIRTUAL, 0.5);

    private static final double GOAL_RESIDENT = 1.0;
    private static final double GOAL_OF_MALLOC = 0.7;

    final String label;
    final Workload workload;
    final ThreadKind kind;
    private final double goal;

    Row(String label, Workload workload, ThreadKind kind, double goal) {
        this.label = label;
        this.workload = workload;
        this.kind = kind;
        this.goal = goal;
    }

    /** Its name on the command line. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The ratio to reach; memory of live buffers has its own. */
    double goal(String figure) {
        return figure.startsWith("resident") ? GOAL_RESIDENT : figure.contains("addresses") ? GOAL_OF_MALLOC : goal;
    }

    /** Adaptive buffers are read and written through one more object, so they are left out of that comparison. */
    boolean comparesWith(Peer peer) {
        return peer == Peer.POOLED || peer == Peer.ADAPTIVE && this != ACCESS;
    }
}
