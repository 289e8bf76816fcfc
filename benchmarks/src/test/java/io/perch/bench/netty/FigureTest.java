/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a line of the comparison says. */
class FigureTest {
    @Test
    void theLeastOfAllRoundsComparesWithTheBetterPeer() {
        Figure figure = figure(Row.PAIR_PLAIN, 12, 40, 50);
        figure.add(Peer.PERCH, 10);
        figure.add(Peer.ADAPTIVE, 60);
        assertThat(figure.ratio()).isEqualTo(10.0 / 40);
        assertThat(figure.isMet()).isTrue();
        assertThat(figure.line()).contains("10.0", "40.0", "50.0", "0.25").doesNotContain("missed");
        assertThat(figure.json()).contains("\"row\": \"pair-plain\"", "\"perch\": 10.000", "\"ratio\": 0.2500", "\"goal\": 0.25");
    }

    @Test
    void accessComparesWithPooledAlone() {
        Figure figure = figure(Row.ACCESS, 11, 10, 30);
        assertThat(figure.ratio()).isEqualTo(1.1);
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
        Figure figure = new Figure(row, "figure");
        figure.add(Peer.PERCH, perch);
        figure.add(Peer.POOLED, pooled);
        figure.add(Peer.ADAPTIVE, adaptive);
        return figure;
    }
}
