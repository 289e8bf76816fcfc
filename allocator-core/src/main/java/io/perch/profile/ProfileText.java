/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * A profile as a text that another process reads: a line for the whole, then one for each call site, followed by its frames,
 * innermost first. Fields are parted by tabs.
 *
 * <pre>
 *   perch-profile-1   interval   lost
 *   site   samples   live bytes   error   live blocks   error   oldest ms   mean ms   allocated bytes   error
 *   at     class     method       file    line
 * </pre>
 */
public final class ProfileText {
    private static final String FORMAT = "perch-profile-1";
    private static final String SITE = "site";
    private static final String FRAME = "at";
    private static final String FIELDS = "\t";

    private ProfileText() {
    }

    /** Writes it. */
    public static String of(Profile profile) {
        StringBuilder text = new StringBuilder();
        line(text, FORMAT, profile.interval(), profile.lost());
        for (CallSite site : profile.sites()) {
            line(text, SITE, site.samples(), site.liveBytes().value(), site.liveBytes().standardError(), site.liveBlocks().value(),
                    site.liveBlocks().standardError(), site.oldestMillis(), site.meanMillis(), site.allocatedBytes().value(),
                    site.allocatedBytes().standardError());
            for (StackTraceElement frame : site.frames()) {
                line(text, FRAME, frame.getClassName(), frame.getMethodName(), String.valueOf(frame.getFileName()),
                        frame.getLineNumber());
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String kind, Object... fields) {
        text.append(kind);
        for (Object field : fields) {
            text.append(FIELDS).append(field);
        }
        text.append('\n');
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is not a profile, or one of another version
     */
    public static Profile parse(String text) {
        List<String> lines = text.lines().toList();
        String[] head = lines.isEmpty() ? new String[1] : lines.get(0).split(FIELDS);
        if (!FORMAT.equals(head[0])) {
            throw new IllegalArgumentException("this is no profile of this version of Perch");
        }
        List<CallSite> sites = new ArrayList<>();
        for (int i = 1; i < lines.size();) {
            int end = i + 1;
            while (end < lines.size() && lines.get(end).startsWith(FRAME + FIELDS)) {
                end++;
            }
            sites.add(site(lines.get(i).split(FIELDS), lines.subList(i + 1, end)));
            i = end;
        }
        return new Profile(Long.parseLong(head[1]), Long.parseLong(head[2]), sites);
    }

    private static CallSite site(String[] fields, List<String> frames) {
        return new CallSite(frames.stream().map(line -> frame(line.split(FIELDS))).toList(), Integer.parseInt(fields[1]),
                estimate(fields, 2), estimate(fields, 4), Long.parseLong(fields[6]), Long.parseLong(fields[7]),
                estimate(fields, 8));
    }

    private static Estimate estimate(String[] fields, int first) {
        return new Estimate(Double.parseDouble(fields[first]), Double.parseDouble(fields[first + 1]));
    }

    private static StackTraceElement frame(String[] fields) {
        String file = "null".equals(fields[3]) ? null : fields[3];
        return new StackTraceElement(fields[1], fields[2], file, Integer.parseInt(fields[4]));
    }
}
