/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the samples say of blocks that are known. */
class SamplerTest {
    private static final long SEED = 42;
    private static final long INTERVAL = 16 << 10;
    /** A right estimate is further off 6 times in 100,000; and the seed is fixed. */
    private static final double ERRORS = 4;

    private static final Sampler.Listener NOBODY = (size, weight) -> { };

    private final Sampler sampler = sampler(INTERVAL, SEED);

    private static Sampler sampler(long interval, long seed) {
        return new Sampler(interval, seed, block -> { }, block -> { }, NOBODY);
    }

    private static void assertEstimate(Estimate estimate, double truth) {
        assertThat(estimate.value()).as("%s", estimate).isCloseTo(truth, offset(ERRORS * estimate.standardError()));
    }

    private static CallSite siteOf(Profile profile, String method) {
        return profile.sites().stream().filter(site -> site.frames().get(0).getMethodName().equals(method)).findFirst()
                .orElseThrow();
    }

    @Test
    void smallAndLargeBlocksAreEstimatedWithoutBias() {
        SplittableRandom random = new SplittableRandom(SEED);
        double bytes = 0;
        int count = 200_000;
        for (int i = 0; i < count; i++) {
            long size = 64L << random.nextInt(11);
            sampler.allocated(64L * i, size);
            bytes += size;
            if (i % 1000 == 0) {
                sampler.resolve();
            }
        }
        Profile profile = sampler.profile();
        assertEstimate(profile.liveBytes(), bytes);
        assertEstimate(profile.liveBlocks(), count);
        Estimate allocated = profile.sites().stream().map(CallSite::allocatedBytes).reduce(Estimate.NONE, Estimate::plus);
        assertEstimate(allocated, bytes);
        assertThat(profile.liveBytes().standardError()).isLessThan(0.1 * bytes);
        assertThat(profile.lost()).isZero();
    }

    /** 480 MB in three tenths of a second, then 4 in as long. */
    @Test
    void estimatesStayRightWhileSamplesBecomeRarerAndMoreAgain() {
        int count = 60_000;
        double bytes = 0;
        long now = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long size = i < count / 2 ? 16 << 10 : 128;
            sampler.allocated(64L * i, size);
            bytes += size;
            if (i % 500 == 0) {
                now += 5_000_000;
                sampler.resolve(now);
            }
        }
        Profile profile = sampler.profile();
        assertThat(sampler.mean()).isEqualTo(INTERVAL);
        assertEstimate(profile.liveBytes(), bytes);
        assertEstimate(profile.liveBlocks(), count);
        assertThat(profile.sites().stream().mapToInt(CallSite::samples).sum()).isLessThan(12_000);
    }

    /** Over many runs, the mean is the truth, and as far off as the standard error says. */
    @Test
    void theStandardErrorIsTheSpreadOfTheEstimates() {
        int runs = 300;
        double truth = 500 * 1024.0;
        double sum = 0;
        double squares = 0;
        double variances = 0;
        for (int run = 0; run < runs; run++) {
            Sampler one = sampler(INTERVAL, SEED + run);
            for (int i = 0; i < 500; i++) {
                one.allocated(run * 1_000_000L + 1024L * i, 1024);
            }
            Estimate estimate = one.profile().liveBytes();
            sum += estimate.value();
            squares += (estimate.value() - truth) * (estimate.value() - truth);
            variances += estimate.standardError() * estimate.standardError();
        }
        double spread = Math.sqrt(squares / runs);
        assertThat(sum / runs).isCloseTo(truth, offset(ERRORS * spread / Math.sqrt(runs)));
        assertThat(Math.sqrt(variances / runs) / spread).isBetween(0.8, 1.25);
    }

    private void held() {
        for (int i = 0; i < 1000; i++) {
            sampler.allocated(i * 4096L, 4096);
        }
    }

    private void passing() {
        for (int i = 1000; i < 3000; i++) {
            sampler.allocated(i * 4096L, 4096);
        }
        for (int i = 1000; i < 3000; i++) {
            sampler.freed(i * 4096L);
        }
    }

    @Test
    void aSiteHasWhatItDidNotFree() {
        held();
        passing();
        Profile profile = sampler.profile();
        assertEstimate(siteOf(profile, "held").liveBytes(), 1000 * 4096.0);
        assertThat(siteOf(profile, "passing").samples()).isZero();
        assertThat(siteOf(profile, "passing").liveBytes()).isEqualTo(Estimate.NONE);
        assertEstimate(siteOf(profile, "passing").allocatedBytes(), 2000 * 4096.0);
        assertThat(profile.sites().get(0)).isEqualTo(siteOf(profile, "held"));
    }

    @Test
    void aBlockThatGrowsIsOneThatWasAsLongFromTheStart() {
        int count = 4000;
        for (long i = 1; i <= count; i++) {
            sampler.allocated(i << 20, 4096);
            sampler.grown(i << 20, 4096, 8192);
        }
        assertEstimate(sampler.profile().liveBytes(), count * 8192.0);
        assertEstimate(sampler.profile().liveBlocks(), count);
    }

    @Test
    void theTableGrows() {
        Sampler every = sampler(1, SEED);
        int count = 20_000;
        for (int i = 0; i < count; i++) {
            every.allocated(64L * i, 64);
        }
        assertThat(every.profile().sites().stream().mapToInt(CallSite::samples).sum()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            assertThat(every.mayHold(64L * i)).isTrue();
            every.freed(64L * i);
        }
        assertThat(every.profile().liveBlocks().value()).isZero();
    }

    @Test
    void aPageIsWatchedAsLongAsABlockOfItIsSampled() {
        Set<Long> pages = new HashSet<>();
        Sampler every = new Sampler(1, SEED, block -> pages.add(block >> 13), block -> pages.remove(block >> 13), NOBODY);
        long page = 5 << 13;
        every.allocated(page, 64);
        every.allocated(page + 64, 64);
        every.allocated(page, 64);
        every.sample(page + 128, 64, 1);
        every.sample(page << 1, 64, 1);
        assertThat(pages).containsExactly(page >> 13);
        every.freed(page);
        assertThat(pages).containsExactly(page >> 13);
        every.freed(page + 64);
        assertThat(pages).isEmpty();
        every.allocated(page, 64);
        every.allocated(page << 2, 64);
        every.forget();
        every.allocated(page, 64);
        assertThat(pages).isEmpty();
        assertThat(every.profile().liveBlocks().value()).isZero();
    }
}
