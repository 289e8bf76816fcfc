/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.stat;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.stats.Counter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code perch stat --watch} draws, and how it leaves the terminal. */
class FrameTest {
    private static final long MIB = 1 << 20;
    private static final int COLUMNS = 80;

    private static Sample sample(long second, Map<Counter, Long> values, String... pools) {
        Map<Counter, Long> ofPool = Map.of(Counter.POOL_IN_USE, 2 * MIB, Counter.POOL_QUOTA, 4 * MIB);
        return new Sample(second * 1000, values, IntStream.range(0, pools.length).boxed()
                .collect(Collectors.toMap(i -> pools[i], i -> ofPool)));
    }

    private static final Map<Counter, Long> BEFORE = Map.of(Counter.IN_USE, 40 * MIB, Counter.PINNED, 20 * MIB,
            Counter.COMMITTED, 60 * MIB, Counter.RESIDENT, 50 * MIB, Counter.RELEASED_SO_FAR, 0L, Counter.HARD_LIMIT, 240 * MIB);
    private static final Map<Counter, Long> NOW = Map.of(Counter.IN_USE, 30 * MIB, Counter.PINNED, 30 * MIB,
            Counter.COMMITTED, 60 * MIB, Counter.RESIDENT, 60 * MIB, Counter.RELEASED_SO_FAR, 10 * MIB, Counter.THRASHED, MIB,
            Counter.UNDERFLOWS, 2000L, Counter.HARD_LIMIT, 240 * MIB);

    private static List<String> plain(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("\033\\[[0-9;]*m", "")).toList();
    }

    @Test
    void barsAreAsLongAsTheirShareOfTheWhole() {
        List<String> lines = plain(new Frame(true).lines("title", List.of(sample(1, BEFORE), sample(2, NOW))));
        String half = "\u2588".repeat(15) + " ".repeat(15);
        assertThat(lines).startsWith("title").contains("+ in use           " + half + "   30.0 MiB   50 %",
                "+ pinned           " + half + "   30.0 MiB   50 %",
                "= committed        " + "\u2588".repeat(30) + "   60.0 MiB   25 % of 240.0 MiB");
        assertThat(lines).anyMatch(line -> line.matches("  resident/in use  .{30} +2\\.00  at most 2\\.00"))
                .anyMatch(line -> line.contains("given back       10.0 MiB/s, needed again 1.0 MiB/s (10.0 % in all)"))
                .anyMatch(line -> line.contains("2,000 were empty and 0 full a second"))
                .noneMatch(line -> line.contains("quarantine"));
    }

    @Test
    void withoutUnicodeItIsAscii() {
        List<String> lines = plain(new Frame(false).lines("title", List.of(sample(1, BEFORE), sample(2, NOW))));
        assertThat(String.join("", lines)).matches("\\p{ASCII}*");
        assertThat(lines).contains("+ in use           " + "#".repeat(15) + " ".repeat(15) + "   30.0 MiB   50 %");
    }

    @Test
    void theNameOfAPoolMovesNothing() {
        String evil = "a\033[2Jb\u009b31mc\u202ed\nthis name is longer than what a line can hold";
        List<String> lines = new Frame(true).lines("title", List.of(sample(1, NOW, evil)));
        assertThat(plain(lines)).anyMatch(line -> line.startsWith("  pool a?[2Jb?31mc?d?this name i...    2.0 MiB of 4.0 MiB"))
                .allMatch(line -> line.matches("[^\\p{Cc}\\p{Cf}]{0," + COLUMNS + "}"));
    }

    @Test
    void anEmptyProcessIsShownAsWell() {
        List<String> lines = plain(new Frame(true).lines("title", List.of(sample(0, Map.of()))));
        assertThat(lines).anyMatch(line -> line.matches("\\+ in use +0 B +"))
                .anyMatch(line -> line.matches("  resident/in use +- +"));
    }

    @Test
    void theTerminalIsAsItWasAndHasTheLastFrame() {
        StringWriter terminal = new StringWriter();
        try (Screen screen = new Screen(new PrintWriter(terminal))) {
            screen.show(List.of("first", "frame"));
            screen.show(List.of("last"));
        }
        String text = terminal.toString();
        assertThat(text).startsWith("\033[?1049h\033[?25l\033[?7l\033[Hfirst\033[K\r\nframe\033[K\033[J\033[Hlast\033[K\033[J");
        assertThat(text.lines()).last().asString().endsWith("\033[?7h\033[?25h\033[?1049llast");
    }
}
