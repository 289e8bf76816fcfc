/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools;

import java.awt.Color;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** An HTML page that needs nothing besides itself. Texts are escaped. */
public final class HtmlPage {
    private static final String STYLE = """
            body { font: 15px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222 }
            table { border-collapse: collapse; display: block; overflow-x: auto }
            th, td { padding: .3em .8em; text-align: right; border-bottom: 1px solid #ddd }
            td { white-space: nowrap } th:first-child, td:first-child { text-align: left }
            td.text { text-align: left; white-space: normal; color: #555 }
            img { max-width: 100%; display: block; margin: 1.5em 0 } .bad { color: #b00 }
            @media (prefers-color-scheme: dark) {
              body { background: #1b1b1b; color: #ddd } th, td { border-color: #444 } td.text { color: #aaa } .bad { color: #f77 }
            }
            """;

    private final StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");

    /** A page with a title, which is its heading as well. */
    public HtmlPage(String title) {
        page.append("<title>").append(escape(title)).append("</title>\n<style>\n").append(STYLE)
                .append("</style></head><body>\n<h1>").append(escape(title)).append("</h1>\n");
    }

    /** Adds a paragraph. */
    public void paragraph(String text) {
        page.append("<p>").append(escape(text)).append("</p>\n");
    }

    /** Adds a paragraph about something that is wrong. */
    public void complaint(String text) {
        page.append("<p class=\"bad\">").append(escape(text)).append("</p>\n");
    }

    /** Adds a table, whose first column is one of names. */
    public void table(List<String> headings, List<List<String>> rows) {
        page.append("<table>");
        row("th", headings);
        rows.forEach(row -> row("td", row));
        page.append("</table>\n");
    }

    private void row(String tag, List<String> cells) {
        page.append("<tr>");
        cells.forEach(cell -> page.append('<').append(tag).append(isSentence(cell) ? " class=\"text\">" : ">")
                .append(escape(cell)).append("</").append(tag).append('>'));
        page.append("</tr>\n");
    }

    private static boolean isSentence(String cell) {
        return cell.endsWith(".");
    }

    /**
     * Adds plots, or why they are missing.
     *
     * @param plots makes them
     */
    public void plots(Supplier<List<Chart<?, ?>>> plots) {
        try {
            for (Chart<?, ?> plot : plots.get()) {
                plot.getStyler().setChartBackgroundColor(Color.WHITE);
                page.append("<img alt=\"").append(escape(plot.getTitle())).append("\" src=\"data:image/png;base64,")
                        .append(Base64.getEncoder().encodeToString(ChartEncoder.getBytes(plot, "png"))).append("\">\n");
            }
        } catch (IOException | LinkageError | RuntimeException | InternalError e) {
            // On a machine without fontconfig, the font code of a headless JDK fails with any of these.
            complaint("Plots are missing: cannot draw (without fonts, apt-get install fontconfig fonts-dejavu-core helps): " + e);
        }
    }

    /**
     * Adds what the page has no method for.
     *
     * @param html whose texts are {@linkplain #escape escaped} already
     */
    public void insert(String html) {
        page.append(html);
    }

    /** The whole page. */
    @Override
    public String toString() {
        return page + "</body></html>\n";
    }

    /** A text, as it is written in HTML. */
    public static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
