/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The file that other programs read. */
class PairJsonTest {
    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    @Test
    void writesNumbersForMachinesWhateverTheLocale() {
        Locale.setDefault(Locale.GERMANY);
        PairResult perch = new PairResult(new PairRow("perch", 256, "", Map.of(), false), 5.25, 0.125, 0,
                Map.of("resident", 4096L), new double[] {5.25});
        PairResult glibc = new PairResult(new PairRow("glibc", 1500, "", Map.of(), false), 1234.5, 1, 0, Map.of(),
                new double[] {1234.5});
        PairRatios ratios = new PairRatios(OptionalDouble.of(2.5), OptionalDouble.empty(), OptionalDouble.of(0.2),
                OptionalDouble.of(0.75));

        Map<String, Interval> intervals = Map.of("rawToNative", new Interval(2.5, 2.25, 3));

        assertThat(PairJson.write(List.of(perch, glibc), ratios.named(), intervals)).isEqualTo("""
                {
                  "results": [
                    {"name": "perch", "size": 256, "nsPerOp": 5.250, "errorNs": 0.125, "garbageBytesPerOp": 0.000, \
                "memory": {"resident": 4096}},
                    {"name": "glibc", "size": 1500, "nsPerOp": 1234.500, "errorNs": 1.000, "garbageBytesPerOp": 0.000, "memory": {}}
                  ],
                  "ratios": {"rawToNative": 2.5000, "rawToBestMalloc": null, "nettyPlainThread": 0.2000, "nettyEventLoop": 0.7500},
                  "intervals": {"rawToNative": [2.2500, 3.0000]}
                }
                """);
    }
}
