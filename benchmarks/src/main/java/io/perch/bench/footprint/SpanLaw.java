/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the replacement of the scenario {@code phases} costs an allocator whose memory is {@link IdealSpans}: a span stays until the
 * last of its blocks is released, and which is released is chance. Seeded, and without any time: averages are over bytes that are
 * replaced. Spans of many blocks look worse than with more live bytes, because a few of them are much of the {@value #LIVE} here.
 */
final class SpanLaw {
    /** Of the design. */
    static final double GOAL_MEAN = 1.35;
    static final double GOAL_WORST = 1.6;
    private static final long SEED = 7;
    private static final long LIVE = 64 << 20;
    /** Bytes that are allocated in a phase, by live bytes. */
    private static final double[] REPLACED = {1, 2, 4};
    /** Where in a phase the ratio is told, by live bytes. */
    private static final double[] POINTS = {0, 0.125, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 3.9};

    private SpanLaw() {
    }

    /** The kinds of spans, by name. */
    static Map<String, IntUnaryOperator> models() {
        Map<String, IntUnaryOperator> models = new LinkedHashMap<>();
        for (int blocks : new int[] {1, 2, 4, 8, 16, 32, 64}) {
            models.put(blocks + (blocks == 1 ? " block" : " blocks"), size -> blocks);
        }
        for (int kibibytes : new int[] {4, 8, 64}) {
            models.put(kibibytes + " KiB", size -> (kibibytes << 10) / size);
        }
        return models;
    }

    /**
     * What was found.
     *
     * @param mean   over all replaced bytes, from when the live bytes are reached
     * @param worst  of each phase
     * @param points of each phase, at each of the points that were asked for
     */
    record Ratios(double mean, double[] worst, double[][] points) {
        double worstOfAll() {
            return Arrays.stream(worst).max().orElseThrow();
        }

        /** Averages of all phases but the first, which begins with nothing to replace. */
        double[] afterTheFirst() {
            return IntStream.range(0, points[0].length).mapToDouble(point ->
                    Arrays.stream(points).skip(1).mapToDouble(phase -> phase[point]).average().orElseThrow()).toArray();
        }
    }

    /**
     * Replaces random buffers.
     *
     * @param blocksPerSpan by the size of the blocks
     * @param live          bytes
     * @param replaced      bytes allocated in each phase, by {@code live}
     * @param points        where in a phase to tell the ratio, by {@code live}, ascending
     */
    static Ratios simulate(IntUnaryOperator blocksPerSpan, long live, double replaced, double... points) {
        SplittableRandom random = new SplittableRandom(SEED);
        IdealSpans spans = new IdealSpans(blocksPerSpan);
        List<IdealSpans.Span> blocks = new ArrayList<>();
        int[] sizes = new int[(int) (live / ReplacementLoad.PHASES.get(0).least())];
        int phases = ReplacementLoad.PHASES.size();
        double[] worst = new double[phases];
        double[][] told = new double[phases][points.length];
        long bytes = 0;
        double sum = 0;
        double weight = 0;
        for (int phase = 0; phase < phases; phase++) {
            LogUniform drawn = ReplacementLoad.PHASES.get(phase);
            int point = 0;
            for (double done = phase == 0 ? -live : 0; done < replaced * live;) {
                int size = drawn.draw(random);
                if (done >= 0) {
                    double ratio = (double) spans.resident() / bytes;
                    worst[phase] = Math.max(worst[phase], ratio);
                    sum += ratio * size;
                    weight += size;
                    for (; point < points.length && points[point] * live <= done; point++) {
                        told[phase][point] = ratio;
                    }
                }
                sizes[blocks.size()] = size;
                blocks.add(spans.allocate(size));
                bytes += size;
                done += size;
                while (bytes > live) {
                    int released = random.nextInt(blocks.size());
                    IdealSpans.Span last = blocks.remove(blocks.size() - 1);
                    (released == blocks.size() ? last : blocks.set(released, last)).free();
                    bytes -= sizes[released];
                    sizes[released] = sizes[blocks.size()];
                }
            }
        }
        return new Ratios(sum / weight, worst, told);
    }

    /** Prints what each kind of spans can reach. */
    static void print(PrintWriter out) {
        out.printf(Locale.ROOT, "Resident by live bytes of an ideal allocator with a span for each size class, in the "
                + "phases of 'phases'. Goals: %.2f on average, %.2f at worst.%n", GOAL_MEAN, GOAL_WORST);
        String phases = ReplacementLoad.PHASES.stream().map(sizes -> String.format("%12s", sizes)).collect(Collectors.joining());
        Map<String, Ratios> longest = new LinkedHashMap<>();
        for (double replaced : REPLACED) {
            out.printf(Locale.ROOT, "%nEach phase allocates %.0f times the live bytes.%n", replaced);
            out.printf("%-10s %6s %6s  worst in %s%n", "span", "mean", "worst", phases);
            models().forEach((name, blocks) -> {
                Ratios ratios = simulate(blocks, LIVE, replaced, POINTS);
                longest.put(name, ratios);
                out.printf(Locale.ROOT, "%-10s %6.2f %6.2f           %s%s%n", name, ratios.mean, ratios.worstOfAll(),
                        row(ratios.worst), forbidden(ratios));
                out.flush();
            });
        }
        out.printf("%nThe ratio when so many times the live bytes were allocated in a phase, average of all but the first, of the "
                + "longest phases:%n%-10s %s%n", "span", row(POINTS));
        longest.forEach((name, ratios) -> out.printf("%-10s %s%n", name, row(ratios.afterTheFirst())));
        out.flush();
    }

    private static String row(double[] values) {
        return Arrays.stream(values).mapToObj(value -> String.format(Locale.ROOT, "%12.3f", value)).collect(Collectors.joining());
    }

    private static String forbidden(Ratios ratios) {
        String mean = ratios.mean > GOAL_MEAN ? "  forbids the mean" : "";
        return ratios.worstOfAll() > GOAL_WORST ? mean + (mean.isEmpty() ? "  forbids the worst" : " and the worst") : mean;
    }
}
