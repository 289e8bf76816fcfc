/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.capability.Capability;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    private static final String LIST = "untried-sites.txt";

    private final List<String> untried;
    private final List<String> tried;

    private KnownSites(Predicate<String> wanted) {
        Collection<String> never = Faults.untried();
        untried = never.stream().filter(wanted).toList();
        tried = AllocationSites.names().stream().filter(wanted).filter(site -> !never.contains(site)).distinct().toList();
    }

    /**
     * Fails if a site is neither tried nor listed, and if a line of the list is about sites that were tried, or that are not; and
     * prints how many were tried and not. It asks for the long form of the scripts, and a machine on which slabs can be stopped.
     *
     * @param loader has rewritten what the scripts call
     * @param wanted which sites are to be tried or listed, by class, method, line and kind; it gets the names of classes, too
     * @param test   has the list, {@value #LIST}, in its package, and its classes beside those that are meant
     */
    public static void assertTriedOrListed(InstrumentedLoader loader, Predicate<String> wanted, Class<?> test) {
        if (!FaultyRuns.ALL || !NativePlatform.get().capabilities().active(Capability.MEMBARRIER_RSEQ)) {
            return;
        }
        loader.loadAll(Path.of(System.getProperty("basedir", "."), "target/classes"), wanted);
        KnownSites sites = new KnownSites(wanted);
        System.out.printf("full heap: %d places were tried, and %d cannot be%n", sites.tried.size(), sites.untried.size());
        sites.assertListed(lines(test));
    }

    private void assertListed(List<String> lines) {
        assertThat(untried.stream().filter(site -> lines.stream().noneMatch(line -> covers(line, site))))
                .as("sites that are neither tried nor in " + LIST).isEmpty();
        assertThat(lines.stream().filter(line -> isStale(line))).as("lines of " + LIST + " that are not true").isEmpty();
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

    private static List<String> lines(Class<?> test) {
        try (InputStream in = test.getResourceAsStream(LIST)) {
            Stream<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
