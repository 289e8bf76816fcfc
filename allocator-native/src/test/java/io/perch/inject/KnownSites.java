/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The allocation sites at which nothing has to throw, since no script comes to them: lines of a resource, below a comment that
 * gives the reason. A line is a method, such as {@code arena.PageRun.state}, or one kind of site in it, {@code arena.PageRun.state
 * StringBuilder}; {@code *} stands for anything. Sites that begin with {@code ?} may be tried or not.
 */
public final class KnownSites {
    private static final String MAYBE = "? ";

    private final List<String> untried;
    private final List<String> tried;

    /** @param wanted which sites are to be tried or listed, by class, method, line and kind */
    public KnownSites(Predicate<String> wanted) {
        Collection<String> never = Faults.untried();
        untried = never.stream().filter(wanted).toList();
        tried = AllocationSites.names().stream().filter(wanted).filter(site -> !never.contains(site)).distinct().toList();
    }

    /** How many were tried. */
    public int tried() {
        return tried.size();
    }

    /** How many were not. */
    public int untried() {
        return untried.size();
    }

    /** Fails if a site is neither tried nor listed, and if a line of the list is about sites that were tried, or that are not. */
    public void assertListed(Class<?> beside, String resource) {
        List<String> lines = lines(beside, resource);
        assertThat(untried.stream().filter(site -> lines.stream().noneMatch(line -> covers(line, site))))
                .as("sites that are neither tried nor in " + resource).isEmpty();
        assertThat(lines.stream().filter(line -> isStale(line))).as("lines of " + resource + " that are not true").isEmpty();
    }

    private boolean isStale(String line) {
        boolean excused = line.startsWith(MAYBE);
        boolean seen = tried.stream().anyMatch(site -> covers(line, site));
        return excused ? !seen && untried.stream().noneMatch(site -> covers(line, site))
                : seen || untried.stream().noneMatch(site -> covers(line, site));
    }

    private static boolean covers(String line, String site) {
        String pattern = Pattern.quote(line.startsWith(MAYBE) ? line.substring(MAYBE.length()) : line).replace("*", "\\E.*\\Q");
        String place = site.replaceFirst("^io\\.perch\\.", "").replaceFirst(":\\d+ ", " ");
        return place.matches(pattern + (line.indexOf(' ', MAYBE.length()) < 0 ? " .*" : ""));
    }

    private static List<String> lines(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            Stream<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
