/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The main class of a JVM that runs test classes, and whole packages if a name ends with {@code .*}, and prints a line for each
 * that failed.
 */
final class SuiteRun {
    /** Begins the line of a failure; class and method follow, and a tab before the reason. */
    static final String FAILED = "FAILED ";
    /** Begins the last line; the number of tests that passed follows. */
    static final String PASSED = "PASSED ";

    /** A system property: a pattern of the names of test methods that are left out. */
    static final String WITHOUT = "perch.suites.without";

    /** These choose the options that matter to them; a leak detector's records need more stack than they try. */
    private static final String FULL_HEAP_OR_STACK = ".*\\.(FullHeap|BufferStackDepths)[A-Za-z]*";

    private SuiteRun() {
    }

    public static void main(String[] names) {
        List<DiscoverySelector> selectors = new ArrayList<>();
        for (String name : names) {
            selectors.add(name.endsWith(".*") ? selectPackage(name.substring(0, name.length() - 2)) : selectClass(name));
        }
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selectors).filters(
                ClassNameFilter.includeClassNamePatterns(".*Test(\\$.*)?"),
                ClassNameFilter.excludeClassNamePatterns(FULL_HEAP_OR_STACK), (PostDiscoveryFilter) SuiteRun::filter).build();
        Count count = new Count();
        LauncherFactory.create().execute(request, count);
        System.out.println(PASSED + count.passed);
        // Event loops of Netty's own tests may still be running.
        System.exit(0);
    }

    private static FilterResult filter(TestDescriptor test) {
        String method = test.getSource().filter(source -> source instanceof MethodSource)
                .map(source -> ((MethodSource) source).getMethodName()).orElse("");
        return FilterResult.includedIf(!method.matches(System.getProperty(WITHOUT, "")));
    }

    private static final class Count implements TestExecutionListener {
        private int passed;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                String reason = result.getThrowable().map(failure -> failure + " at " + Arrays.toString(failure.getStackTrace()))
                        .orElse("").replaceAll("\\R", " ");
                System.out.println(FAILED + name(test) + '\t' + reason);
            } else if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                passed++;
            }
        }

        private static String name(TestIdentifier test) {
            return test.getSource().filter(source -> source instanceof MethodSource).map(source -> (MethodSource) source)
                    .map(method -> method.getClassName() + '#' + method.getMethodName()).orElse(test.getDisplayName());
        }
    }
}
