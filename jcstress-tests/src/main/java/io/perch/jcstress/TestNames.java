/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds tests by name. A test's name here is that of its class without {@code io.perch.jcstress.}: package, dot, simple name. */
final class TestNames {
    /** In reading order. */
    static final List<String> PACKAGES = List.of("slab", "drain", "surplus", "migration", "modes", "transfer", "span", "limit",
            "stripes", "allocator", "bound", "pool", "lock", "netty");
    private static final List<String> OF_RESTARTABLE_SEQUENCES = List.of("slab", "drain", "surplus", "migration", "modes");
    private static final String ROOT = TestNames.class.getPackageName() + '.';

    private final List<String> names;

    /** @param classes full names of classes, as the annotation processor of jcstress lists them */
    TestNames(Collection<String> classes) {
        names = classes.stream().map(each -> each.substring(ROOT.length())).sorted().toList();
    }

    List<String> all() {
        return names;
    }

    /** The test with this simple name, or the tests of this package; full names do as well. Empty if there is none. */
    List<String> find(String name) {
        String wanted = name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
        return select(test -> test.equals(wanted) || test.startsWith(wanted + '.') || test.endsWith('.' + wanted));
    }

    /** The packages in reading order, with their tests. */
    String listing() {
        return PACKAGES.stream().map(each -> String.format("%n  %-10s ", each) + find(each).stream()
                .map(test -> test.substring(each.length() + 1)).collect(Collectors.joining(", "))).collect(Collectors.joining());
    }

    /** Whether a test calls critical sections directly, and so needs them on this machine. */
    static boolean needsRestartableSequences(String test) {
        return OF_RESTARTABLE_SEQUENCES.contains(test.substring(0, test.indexOf('.')));
    }

    /** A regular expression that jcstress finds in the full names of these tests only. */
    static String pattern(Collection<String> tests) {
        return tests.stream().map(test -> (ROOT + test).replace(".", "\\."))
                .collect(Collectors.joining("|", "^(", ")$"));
    }

    private List<String> select(Predicate<String> wanted) {
        return names.stream().filter(wanted).toList();
    }
}
