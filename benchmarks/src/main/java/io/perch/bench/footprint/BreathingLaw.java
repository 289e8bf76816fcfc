/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * What the scenario {@code breathing} costs an allocator whose memory is {@link IdealSpans}, behind caches that hand out first what
 * was freed last. Seeded. Nothing takes time but the load itself: what is free is gone at once.
 *
 * <p>Live bytes and buffers a second are an eighth of the real ones, so that each buffer lives as long as there.
 */
final class BreathingLaw {
    private static final int PART = 8;
    private static final long LEAST = (32 << 20) / PART;
    private static final long MOST = (512 << 20) / PART;
    private static final double SECONDS = 24;
    private static final int CACHES = 2;
    private static final int[] THOUSANDS_A_SECOND = {500, 1000, 2000};
    private static final int[] CACHED_BYTES = {0, 8 << 10, 64 << 10};

    private final SplittableRandom random = new SplittableRandom(7);
    private final IdealSpans spans;
    private final int cachedBytes;
    private final List<Map<Integer, ArrayDeque<IdealSpans.Span>>> caches = new ArrayList<>();
    private final List<Buffer> live = new ArrayList<>();
    private long bytes;

    /** A buffer of the load. */
    private record Buffer(IdealSpans.Span block, int size) { }

    /**
     * What was found.
     *
     * @param ofMeans average resident by average live bytes
     * @param ofPeaks the most resident by the most live bytes
     */
    record Ratios(double ofMeans, double ofPeaks) { }

    /**
     * Simulates.
     *
     * @param blocksPerSpan by the size of the blocks
     * @param cachedBytes   the most of one size that each of two caches keeps; if it is not 0, two blocks at the least
     */
    BreathingLaw(IntUnaryOperator blocksPerSpan, int cachedBytes) {
        this.spans = new IdealSpans(blocksPerSpan);
        this.cachedBytes = cachedBytes;
        for (int i = 0; i < CACHES; i++) {
            caches.add(new HashMap<>());
        }
    }

    private ArrayDeque<IdealSpans.Span> cache(int size) {
        return caches.get(random.nextInt(CACHES)).computeIfAbsent(IdealSpans.rounded(size), known -> new ArrayDeque<>());
    }

    private void allocate(int size) {
        IdealSpans.Span cached = cachedBytes == 0 ? null : cache(size).pollLast();
        live.add(new Buffer(cached != null ? cached : spans.allocate(size), size));
        bytes += size;
    }

    private void release() {
        int index = random.nextInt(live.size());
        Buffer last = live.remove(live.size() - 1);
        Buffer released = index == live.size() ? last : live.set(index, last);
        bytes -= released.size;
        int most = cachedBytes == 0 ? 0 : Math.max(2, cachedBytes / PART / released.size);
        if (most == 0) {
            released.block.free();
            return;
        }
        ArrayDeque<IdealSpans.Span> cache = cache(released.size);
        while (cache.size() >= most) {
            cache.pollFirst().free();
        }
        cache.addLast(released.block);
    }

    /** @param perSecond buffers allocated */
    Ratios run(double perSecond) {
        BreathingLoad load = new BreathingLoad(LEAST, MOST, (long) (SECONDS * 1e9));
        double resident = 0;
        double wanted = 0;
        long mostResident = 0;
        long mostLive = 0;
        for (long done = 0; done < SECONDS * perSecond; done++) {
            long now = (long) (done / perSecond * 1e9);
            allocate(BreathingLoad.sizesAt(now).draw(random));
            while (bytes > load.liveAt(now)) {
                release();
            }
            if (bytes >= load.floor()) {
                resident += spans.resident();
                wanted += bytes;
                mostResident = Math.max(mostResident, spans.resident());
                mostLive = Math.max(mostLive, bytes);
            }
        }
        return new Ratios(resident / wanted, (double) mostResident / mostLive);
    }

    /** Prints what each kind of spans can reach behind each kind of caches. */
    static void print(PrintWriter out) {
        out.println("\nThe same of 'breathing': ratios of means and of peaks, by millions of buffers a second, with two caches.");
        out.printf("%-10s %10s %14s %14s %14s%n", "span", "cached KiB", "0.5", "1.0", "2.0");
        SpanLaw.models().forEach((name, blocks) -> {
            for (int cached : CACHED_BYTES) {
                out.printf("%-10s %10d", name, cached >> 10);
                for (int thousands : THOUSANDS_A_SECOND) {
                    Ratios ratios = new BreathingLaw(blocks, cached).run(thousands * 1e3 / PART);
                    out.printf(Locale.ROOT, "    %5.2f %5.2f", ratios.ofMeans, ratios.ofPeaks);
                }
                out.println();
                out.flush();
            }
        });
    }
}
