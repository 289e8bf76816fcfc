/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.bench.Interval;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a line of the comparison says. */
class FigureTest {
    @Test
    void allJvmsTogetherCompareWithTheBetterPeer() {
        Figure figure = figure(Row.PAIR_PLAIN, 12, 40, 50);
        figure.add(Peer.PERCH, Samples.of(10));
        figure.add(Peer.POOLED, Samples.of(40));
        figure.add(Peer.ADAPTIVE, Samples.of(60));
        assertThat(figure.ratio().value()).isEqualTo(10.5 / 40);
        assertThat(figure.isMet()).isFalse();
        assertThat(figure.line()).contains("10.5", "40.0", "52.5", "0.26 (too few JVMs)", "missed");
        assertThat(figure.json()).contains("\"row\": \"pair-plain\"", "\"perch\": 10.500", "\"ratio\": 0.2625", "\"goal\": 0.25",
                "\"spread\": null");
    }

    @Test
    void whatACoreDidThatANeighbourSharesDoesNotCount() {
        Figure figure = new Figure(Row.PAIR_PLAIN, "figure", new Calm());
        for (int jvm = 0; jvm < 10; jvm++) {
            double slow = jvm % 2 == 0 ? 1.3 : 1;
            figure.add(Peer.PERCH, new Samples(new double[] {20 * slow, 40}, new double[] {slow, 2}));
            figure.add(Peer.POOLED, new Samples(new double[] {100, 300}, new double[] {1.01, 1.2}));
            figure.add(Peer.ADAPTIVE, new Samples(new double[] {80, 50}, new double[] {1, 1.06}));
        }
        assertThat(figure.ratio()).isEqualTo(new Interval(0.25, 0.25, 0.25));
        assertThat(figure.value(Peer.POOLED)).isEqualTo(100);
        assertThat(figure.spread()).as("only five of the ten JVMs had a calm core").isNaN();
        assertThat(figure.line()).contains("0.25 (0.25 to 0.25)", " 25%").doesNotContain("missed");
    }

    @Test
    void theSpreadIsThatOfJvms() {
        Figure figure = new Figure(Row.PAIR_PLAIN, "figure", new Calm());
        for (int jvm = 0; jvm <= 10; jvm++) {
            figure.add(Peer.PERCH, new Samples(new double[] {20 + jvm}, new double[] {1}));
        }
        assertThat(figure.spread()).isEqualTo(29.0 / 21);
    }

    @Test
    void withoutACalmMomentAllCount() {
        Figure busy = new Figure(Row.PAIR_VIRTUAL, "figure", new Calm());
        Samples disturbed = new Samples(new double[] {30, 50}, new double[] {2, 2});
        busy.add(Peer.PERCH, disturbed);
        busy.add(Peer.POOLED, new Samples(new double[] {70}, new double[] {1}));
        busy.add(Peer.ADAPTIVE, disturbed);
        assertThat(busy.value(Peer.PERCH)).isEqualTo(35);
        assertThat(busy.line()).contains("    0%");
    }

    @Test
    void accessComparesWithPooledAlone() {
        Figure figure = figure(Row.ACCESS, 11, 10, 30);
        assertThat(figure.ratio().value()).isEqualTo(1.1);
        assertThat(figure.isMet()).isFalse();
        assertThat(figure.line()).endsWith("missed");
    }

    @Test
    void memoryOfLiveBuffersHasAGoalOfItsOwn() {
        assertThat(Row.LIVE_PROXY.goal("resident, MiB")).isEqualTo(1.0);
        assertThat(Row.LIVE_PROXY.goal("replace one, ns")).isEqualTo(0.6);
    }

    @Test
    void sizesHaveTheirSharesAndStayInTheirRange() {
        int[] drawn = BufferSizes.WEB_SOCKET_PROXY.draw();
        assertThat(Arrays.stream(drawn)).allMatch(size -> size >= 9 && size <= 18_432);
        int ofOneKibibyte = 0;
        for (int size : drawn) {
            ofOneKibibyte += size == 1024 ? 1 : 0;
        }
        assertThat(100.0 * ofOneKibibyte / drawn.length).isBetween(32.0, 34.0);
        assertThat(Integer.bitCount(drawn.length)).isOne();
    }

    private static Figure figure(Row row, double perch, double pooled, double adaptive) {
        Figure figure = new Figure(row, "figure", new Calm());
        figure.add(Peer.PERCH, Samples.of(perch));
        figure.add(Peer.POOLED, Samples.of(pooled));
        figure.add(Peer.ADAPTIVE, Samples.of(adaptive));
        return figure;
    }
}
