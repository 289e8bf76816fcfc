/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import com.sun.management.OperatingSystemMXBean;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.perch.bench.ForkedJvm;
import io.perch.bench.MemoryUse;
import io.perch.netty.PerchByteBufAllocator;
import io.perch.stats.Counter;
import io.perch.stats.Ratio;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One scenario on one allocator, in the JVM that is there for it alone. */
final class Measurement {
    static final String FIGURE = "FIGURE";
    static final String MEMORY = "MEMORY";
    /** Followed by a sample's seconds, resident and live bytes. */
    static final String SAMPLE = "SAMPLE\t";
    /** Said when there is nothing more to do than to look at what is held. */
    static final String RELEASED = "RELEASED";
    private static final int[] HELD_AFTER_SECONDS = {1, 3, 15, 30};
    private static final double MIB = 1 << 20;

    private Measurement() {
    }

    /** Arguments: scenario, contender, {@link Scale} in three numbers, and for how many seconds to look at what is held. */
    public static void main(String[] arguments) throws InterruptedException {
        Scale scale = new Scale(Double.parseDouble(arguments[2]), Double.parseDouble(arguments[3]),
                Double.parseDouble(arguments[4]));
        run(Scenario.valueOf(arguments[0]), Candidate.named(arguments[1]), scale, Integer.parseInt(arguments[5]));
        System.exit(0);
    }

    private static void run(Scenario scenario, Candidate contender, Scale scale, int heldSeconds) throws InterruptedException {
        warmUp(scenario, contender);
        ByteBufAllocator allocator = contender.create();
        MemoryLoad load = scenario.load(scale);
        Meter meter = new Meter();
        ResidentSampler sampler = new ResidentSampler(meter);
        long faults = PageFaults.again();
        long cpu = cpuNanos();
        sampler.loaded(true);
        load.run(allocator, meter);
        sampler.loaded(false);
        double seconds = sampler.now();
        meter.figure("pagesFaultedAgainPerSecond", Math.max(0, PageFaults.again() - faults) / seconds);
        meter.figure("cpusUsed", (cpuNanos() - cpu) / 1e9 / seconds);
        Map<String, Long> memory = MemoryUse.now();
        memory.forEach((name, bytes) -> ForkedJvm.tell(MEMORY, name, bytes));
        if (memory.containsKey(Counter.THRASHED.label())) {
            double thrash = Ratio.THRASH.of(counter -> memory.get(counter.label()));
            meter.figure("neededAgainPercent", Double.isNaN(thrash) ? 0 : 100 * thrash);
        }
        load.release();
        double released = sampler.now();
        meter.figure("heldRightAfterMiB", meter.resident() / MIB);
        System.out.println(RELEASED);
        System.gc();
        TimeUnit.MILLISECONDS.sleep((long) ((heldSeconds + released - sampler.now()) * 1e3) + 4 * ResidentSampler.PERIOD_MILLIS);
        tell(sampler.end(), load.floor(), released, meter);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /**
     * Perch on a first allocator, so that the compilers have had their memory: 8 to 14 MiB of what they free stay with glibc.
     * Others cannot give back what they had, and warm up on buffers in the heap, which is all there from the start.
     */
    private static void warmUp(Scenario scenario, Candidate contender) throws InterruptedException {
        ByteBufAllocator first = contender.isPerch() ? contender.create() : new UnpooledByteBufAllocator(false);
        MemoryLoad load = scenario.load(Scale.WARM_UP);
        load.run(first, new Meter());
        load.release();
        if (first instanceof PerchByteBufAllocator perch) {
            perch.close();
        }
        System.gc();
        // The compilers' threads have what is left to do.
        TimeUnit.SECONDS.sleep(1);
    }

    private static void tell(Curve curve, long floor, double released, Meter meter) {
        if (meter.live() != 0) {
            throw new IllegalStateException(meter.live() + " bytes are live after the release of all");
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        Curve.Ratios ratios = curve.ratios(floor);
        figures.put("meanRatio", ratios.mean());
        figures.put("worstRatio", ratios.worst());
        figures.put("ratioOfMeans", ratios.ofMeans());
        figures.put("ratioOfPeaks", ratios.ofPeaks());
        for (int seconds : HELD_AFTER_SECONDS) {
            figures.put("heldAfter" + seconds + "sMiB", curve.residentAt(released + seconds) / MIB);
        }
        figures.put("opsPerSecond", meter.operationsPerSecond());
        figures.putAll(meter.figures());
        figures.forEach((name, value) -> ForkedJvm.tell(FIGURE, name, value));
        for (int i = 0; i < curve.seconds().length; i++) {
            System.out.println(SAMPLE + curve.seconds()[i] + '\t' + curve.resident()[i] + '\t' + curve.live()[i]);
        }
    }
}
