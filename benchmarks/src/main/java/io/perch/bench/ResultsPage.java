/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of {@code ./perch bench all}: one file, with the raw results inside and a bar for each ratio. */
final class ResultsPage {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Perch: benchmarks</title>
            <style>
            body { font: 15px/1.5 sans-serif; max-width: 60em; margin: 2em auto; color: #222 }
            td { padding: 2px 8px } td:nth-child(2) { text-align: right; font-variant-numeric: tabular-nums }
            .bar { height: 12px; background: #2a7ab8 } .bar.over { background: #c0562b }
            .scale { position: relative; width: 24em; border-left: 1px solid #888 }
            .one { position: absolute; left: 33.3%%; top: 0; bottom: 0; border-left: 1px dashed #888 }
            pre { background: #f4f4f4; padding: 1em; overflow: auto }
            </style></head><body>
            <h1>Perch: benchmarks</h1>
            <p>Each ratio is Perch to what it is compared with, both measured in the same run; below 1 (dashed) Perch is better.
            docs/performance.md explains each of them, and where Perch loses.</p>
            <pre>%s</pre>
            <div id="bars"></div>
            <script type="application/json" id="results">%s</script>
            <script>
            const results = JSON.parse(document.getElementById('results').textContent);
            const bars = document.getElementById('bars');
            const add = (parent, tag, text) => {
                const element = parent.appendChild(document.createElement(tag));
                if (text !== undefined) element.textContent = text;
                return element;
            };
            for (const [name, result] of Object.entries(results)) {
                add(bars, 'h2', 'bench ' + name);
                const table = add(bars, 'table');
                for (const [what, value] of Object.entries(result.ratios || {})) {
                    const row = add(table, 'tr');
                    add(row, 'td', what);
                    add(row, 'td', value === null ? 'none' : value.toFixed(3));
                    const scale = add(add(row, 'td'), 'div');
                    scale.className = 'scale';
                    const bar = add(scale, 'div');
                    bar.className = value > 1 ? 'bar over' : 'bar';
                    bar.style.width = Math.min(100, (value || 0) * 33.3) + '%%';
                    add(scale, 'div').className = 'one';
                }
                const raw = add(bars, 'details');
                add(raw, 'summary', 'raw results');
                add(raw, 'pre', JSON.stringify(result, null, 1));
            }
            </script></body></html>
            """;

    private ResultsPage() {
    }

    /** @param results JSON objects, by the name of the comparison */
    static String html(List<String> machine, Map<String, String> results) {
        String all = results.entrySet().stream().map(result -> "\"" + result.getKey() + "\": " + result.getValue())
                .collect(Collectors.joining(",\n", "{", "}"));
        return PAGE.formatted(escape(String.join("\n", machine)), all.replace("</", "<\\/"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
