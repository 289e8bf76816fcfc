/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The JSON file of {@code bench pair}. Names are ours and need no escaping. */
final class PairJson {
    private PairJson() {
    }

    static String write(List<PairResult> results, PairRatios ratios) {
        return """
                {
                  "results": [
                %s
                  ],
                  "ratios": {"rawToNative": %s, "rawToBestMalloc": %s, "nettyPlainThread": %s, "nettyEventLoop": %s}
                }
                """.formatted(
                results.stream().map(PairJson::line).collect(Collectors.joining(",\n")),
                number(ratios.rawToNative()), number(ratios.rawToBestMalloc()),
                number(ratios.nettyPlainThread()), number(ratios.nettyEventLoop()));
    }

    static String line(PairResult result) {
        return String.format(Locale.ROOT,
                "    {\"name\": \"%s\", \"size\": %d, \"nsPerOp\": %.3f, \"errorNs\": %.3f, \"garbageBytesPerOp\": %.3f}",
                result.row().name(), result.row().size(), result.nsPerOp(), result.errorNs(), result.garbagePerOp());
    }

    static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "null";
    }
}
