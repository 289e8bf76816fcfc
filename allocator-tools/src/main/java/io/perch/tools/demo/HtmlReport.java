/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A self-contained HTML page. */
final class HtmlReport {
    private static final String STYLE = """
            body { font: 15px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222 }
            table { border-collapse: collapse } th, td { padding: .3em .8em; text-align: right; border-bottom: 1px solid #ddd }
            th:first-child, td:first-child { text-align: left } img { max-width: 100%; display: block; margin: 1.5em 0 }
            .bad { color: #b00 }
            """;

    private HtmlReport() {
    }

    static String of(DemoResult result, String machine) {
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<title>Perch demo</title>\n<style>\n").append(STYLE).append("</style></head><body>\n")
                .append("<h1>Perch demo</h1>\n");
        paragraph(page, machine);
        paragraph(page, result.setting().description());
        paragraph(page, Method.TEXT);
        result.findings().first().forEach(finding -> page.append("<p class=\"bad\">").append(escape(finding)).append("</p>\n"));
        if (result.isComplete()) {
            table(page, result.summaries());
            paragraph(page, result.pace());
            paragraph(page, Table.comparison(result.summaries()));
            images(page, result.summaries());
        }
        return page.append("</body></html>\n").toString();
    }

    private static void table(StringBuilder page, List<Summary> summaries) {
        page.append("<table><tr>");
        Table.headings().forEach(heading -> page.append("<th>").append(escape(heading)).append("</th>"));
        page.append("</tr>\n");
        for (Summary summary : summaries) {
            page.append("<tr>");
            Table.row(summary).forEach(cell -> page.append("<td>").append(escape(cell)).append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }

    private static void images(StringBuilder page, List<Summary> summaries) {
        try {
            for (Map.Entry<String, byte[]> image : Charts.of(summaries).entrySet()) {
                page.append("<img alt=\"").append(escape(image.getKey())).append("\" src=\"data:image/png;base64,")
                        .append(Base64.getEncoder().encodeToString(image.getValue())).append("\">\n");
            }
        } catch (IOException e) {
            page.append("<p class=\"bad\">").append(escape("The plots are missing: " + e.getMessage())).append("</p>\n");
        }
    }

    private static void paragraph(StringBuilder page, String text) {
        page.append("<p>").append(escape(text)).append("</p>\n");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
