/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.perch.tools.HtmlPage;

/** The outcome as a page. */
final class HtmlReport {
    private HtmlReport() {
    }

    static String of(DemoResult result, String machine) {
        HtmlPage page = new HtmlPage("Perch demo");
        page.paragraph(machine);
        page.paragraph(result.setting().description());
        page.paragraph(Method.TEXT);
        result.findings().first().forEach(page::complaint);
        if (result.isComplete()) {
            page.table(Table.headings(), result.summaries().stream().map(Table::row).toList());
            page.paragraph(result.pace());
            page.paragraph(Table.comparison(result.summaries()));
            page.plots(() -> Charts.of(result.summaries()));
        }
        return page.toString();
    }
}
