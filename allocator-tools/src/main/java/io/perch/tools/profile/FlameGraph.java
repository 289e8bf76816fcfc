/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.profile;

import io.perch.tools.HtmlPage;
import io.perch.tools.stat.Bytes;
import java.util.Locale;

/**
 * A flame graph in HTML, the outermost frame on top. A frame is as wide as the bytes that were allocated below it and are in use,
 * and the redder the longer they have been. A click shows a frame as wide as the page.
 */
final class FlameGraph {
    private static final int ROW = 18;
    /** Frames thinner than this part of the page are left out: nobody would see them. */
    private static final double THINNEST = 0.0005;
    /** Red is a thousand times as old as yellow. */
    private static final double DECADES = 3;
    private static final double YELLOW_MILLIS = 1000;
    private static final int YELLOW = 55;
    private static final String STYLE = """
            <style>
            #flames { position: relative; margin: 1.5em 0 1.5em 50%%; width: 94vw; transform: translateX(-50%%);
            font-size: 12px; line-height: %dpx; overflow: hidden }
            #flames div { position: absolute; height: %dpx; overflow: hidden; white-space: nowrap; box-sizing: border-box;
            border-right: 1px solid #fff; padding-left: 3px; border-radius: 2px; cursor: pointer; color: #222 }
            @media (prefers-color-scheme: dark) { #flames div { border-color: #1b1b1b } }
            </style>
            """.formatted(ROW - 1, ROW - 1);
    private static final String SCRIPT = """
            <script>
            const frames = [...document.querySelectorAll('#flames div')];
            const zoom = to => frames.forEach(frame => {
              const left = (frame.dataset.x - to.dataset.x) / to.dataset.w, width = frame.dataset.w / to.dataset.w;
              const above = left < 1e-4 && left + width > 1 - 1e-4;
              frame.hidden = !above && (left < -1e-4 || left > 1 - 1e-4);
              frame.style.left = (above ? 0 : left * 100) + '%';
              frame.style.width = (above ? 100 : width * 100) + '%';
            });
            frames.forEach(frame => frame.onclick = () => zoom(frame));
            </script>
            """;

    private final double all;
    private final StringBuilder html = new StringBuilder();

    private FlameGraph(FlameNode root) {
        this.all = root.bytes();
    }

    static String of(FlameNode root) {
        FlameGraph graph = new FlameGraph(root);
        graph.html.append(STYLE).append("<div id=\"flames\" style=\"height:").append((root.depth() + 1) * ROW).append("px\">\n");
        graph.add("all", root, 0, 0);
        return graph.html.append("</div>\n").append(SCRIPT).toString();
    }

    private void add(String name, FlameNode node, double left, int depth) {
        double width = all == 0 ? 1 : node.bytes() / all;
        if (width < THINNEST) {
            return;
        }
        String simple = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
        html.append(String.format(Locale.ROOT, "<div data-x=\"%.9f\" data-w=\"%.9f\" style=\"left:%.4f%%;width:%.4f%%;top:%dpx;"
                + "background:hsl(%d,90%%,70%%)\" title=\"%s: %s, %.1f %%, for %.0f s on average\">%s</div>\n", left, width,
                left * 100, width * 100, depth * ROW, hue(node.meanMillis()), HtmlPage.escape(name), Bytes.text(node.bytes()),
                width * 100, node.meanMillis() / 1000, HtmlPage.escape(simple)));
        double next = left;
        for (var callee : node.callees().entrySet()) {
            add(callee.getKey(), callee.getValue(), next, depth + 1);
            next += callee.getValue().bytes() / all;
        }
    }

    private static int hue(double millis) {
        double age = Math.log10(Math.max(1, millis / YELLOW_MILLIS)) / DECADES;
        return (int) Math.round(YELLOW * (1 - Math.min(1, age)));
    }
}
