/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The memory of the ideal allocator, and what replacement makes of it. */
class SpanLawTest {
    private static final long LIVE = 4 << 20;

    @Test
    void aSpanIsResidentFromItsFirstBlockToItsLast() {
        IdealSpans spans = new IdealSpans(size -> 2);

        IdealSpans.Span first = spans.allocate(1024);
        IdealSpans.Span second = spans.allocate(1000);
        IdealSpans.Span third = spans.allocate(1024);
        assertThat(second).isSameAs(first).isNotSameAs(third);
        assertThat(spans.resident()).isEqualTo(4 * 1024);

        first.free();
        assertThat(spans.resident()).isEqualTo(4 * 1024);
        second.free();
        assertThat(spans.resident()).isEqualTo(2 * 1024);
        third.free();
        assertThat(spans.resident()).isZero();
    }

    @Test
    void blocksComeFromTheFullestSpan() {
        IdealSpans spans = new IdealSpans(size -> 4);
        List<IdealSpans.Span> blocks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            blocks.add(spans.allocate(64));
        }
        blocks.get(0).free();
        blocks.get(1).free();
        blocks.get(4).free();

        assertThat(spans.allocate(64)).isSameAs(blocks.get(4));
    }

    @Test
    void sizesAreRoundedUpByAFifthAtMost() {
        assertThat(IdealSpans.rounded(1)).isEqualTo(64);
        assertThat(IdealSpans.rounded(64)).isEqualTo(64);
        assertThat(IdealSpans.rounded(65)).isEqualTo(80);
        assertThat(IdealSpans.rounded(1024)).isEqualTo(1024);
        assertThat(IdealSpans.rounded(1025)).isEqualTo(1280);
    }

    @Test
    void aSpanOfOneBlockCostsTheRoundingAlone() {
        SpanLaw.Ratios ratios = SpanLaw.simulate(size -> 1, LIVE, 1);

        assertThat(ratios.mean()).isBetween(1.0, 1.15);
        assertThat(ratios.worstOfAll()).isLessThan(1.25);
    }

    /** When a share of the old blocks is left, a span of them is free with the chance that all of its blocks are gone. */
    @Test
    void whileSizesChangeTheRatioIsThatOfChance() {
        int blocks = 4;
        double worst = 0;
        for (double left = 0; left <= 1; left += 0.001) {
            worst = Math.max(worst, 1 - Math.pow(1 - left, blocks) + 1 - left);
        }
        double rounding = SpanLaw.simulate(size -> 1, LIVE, 3).mean();

        assertThat(SpanLaw.simulate(size -> blocks, LIVE, 3).worst()[1]).isCloseTo(worst * rounding, within(0.08));
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        assertThat(SpanLaw.simulate(size -> 8, LIVE, 1, 0, 0.5).afterTheFirst())
                .isEqualTo(SpanLaw.simulate(size -> 8, LIVE, 1, 0, 0.5).afterTheFirst());
    }
}
