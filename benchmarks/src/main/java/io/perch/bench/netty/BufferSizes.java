/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import java.util.SplittableRandom;

/**
 * BufferSizes of buffers as servers request them. Seeded, so that all allocators get the same.
 *
 * <p>The web socket proxy is the one whose sizes Netty publishes with its allocation benchmarks, by the five sizes that make up 86
 * % of its 87 759 samples, and the rest spread evenly by magnitude over its range. The gateway has what an HTTP proxy sees: small
 * headers, bodies of a few kilobytes, and one in twenty of tens of kilobytes, which leave Netty's small classes.
 */
public enum BufferSizes {
    /** Netty's web socket proxy. */
    WEB_SOCKET_PROXY(9, 18_432, new int[] {15, 256, 636, 1024, 16_639}, new int[] {12, 24, 6, 33, 11}),
    /** A gateway of HTTP. */
    API_GATEWAY(64, 65_536, new int[] {128, 512, 2048, 8192, 32_768}, new int[] {20, 30, 20, 10, 5});

    private static final int MANY = 1 << 16;

    private final int least;
    private final int most;
    private final int[] sizes;
    private final int[] percent;

    BufferSizes(int least, int most, int[] sizes, int[] percent) {
        this.least = least;
        this.most = most;
        this.sizes = sizes;
        this.percent = percent;
    }

    /** How many sizes there are, a power of two. */
    public int[] draw() {
        SplittableRandom random = new SplittableRandom(42);
        int[] drawn = new int[MANY];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = one(random);
        }
        return drawn;
    }

    private int one(SplittableRandom random) {
        int point = random.nextInt(100);
        for (int i = 0; i < sizes.length; i++) {
            point -= percent[i];
            if (point < 0) {
                return sizes[i];
            }
        }
        return (int) (least * Math.pow((double) most / least, random.nextDouble()));
    }
}
