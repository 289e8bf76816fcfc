/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.profile;

import io.perch.profile.CallSite;
import io.perch.profile.Estimate;
import io.perch.profile.Profile;
import io.perch.tools.HtmlPage;
import io.perch.tools.stat.Bytes;
import java.util.List;
import java.util.Locale;

/** A profile as a table, for terminals and on a page with its flame graph. */
final class ProfilePage {
    private static final List<String> HEADINGS = List.of("live", "± error", "blocks", "oldest", "mean age", "allocated", "by");
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private final Profile profile;
    private final int most;

    /** @param most call sites that are listed */
    ProfilePage(Profile profile, int most) {
        this.profile = profile;
        this.most = most;
    }

    private String summary() {
        Estimate live = profile.liveBytes();
        return String.format(Locale.ROOT, "%s ± %s in use, by %s; one sample in %s allocated%s",
                Bytes.text(live.value()), Bytes.text(live.standardError()),
                callSites(profile.holders().size()), Bytes.text(profile.interval()),
                profile.lost() == 0 ? "" : "; " + profile.lost() + " samples were lost");
    }

    private static String callSites(int count) {
        return count == 1 ? "1 call site" : count + " call sites";
    }

    private List<List<String>> rows() {
        return profile.sites().stream().limit(most).map(ProfilePage::row).toList();
    }

    private static List<String> row(CallSite site) {
        return List.of(Bytes.text(site.liveBytes().value()), Bytes.text(site.liveBytes().standardError()),
                String.format(Locale.ROOT, "%,.0f", site.liveBlocks().value()), time(site.oldestMillis()), time(site.meanMillis()),
                Bytes.text(allocatedBytes(site)), Frames.caller(site));
    }

    /** The two are of different samples; but what is live was allocated. */
    private static double allocatedBytes(CallSite site) {
        return Math.max(site.liveBytes().value(), site.allocatedBytes().value());
    }

    private static String time(long millis) {
        if (millis >= HOUR) {
            return millis / HOUR + " h";
        }
        return millis >= 10 * MINUTE ? millis / MINUTE + " min" : String.format(Locale.ROOT, "%.1f s", (double) millis / SECOND);
    }

    /** For terminals. */
    String text() {
        StringBuilder text = new StringBuilder(summary()).append('\n').append(line(HEADINGS));
        rows().forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> row) {
        return String.format(Locale.ROOT, "%10s %10s %10s %8s %8s %10s  %s%n", row.toArray());
    }

    /** For browsers. */
    String html(String of) {
        HtmlPage page = new HtmlPage("Perch: who holds the memory of " + of);
        page.paragraph(summary() + ". The width of a frame is what was allocated below it and is in use; the redder, the longer"
                + " ago. Click on a frame to see it as wide as the page, and on the top one to see all.");
        page.insert(FlameGraph.of(FlameNode.of(profile)));
        page.table(HEADINGS, rows());
        return page.toString();
    }
}
