/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.options.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Tests are found by names, of which none means two things, and each package lists its tests. */
class TestNamesTest {
    private static final Path SOURCES = Path.of("src/main/java/io/perch/jcstress");
    private static final List<String> PACKAGES = TestNames.PACKAGES;
    private static final Pattern LINK = Pattern.compile("<li>\\{@link (\\w+)\\}: ");

    private final TestNames names = new TestNames(List.of("io.perch.jcstress.slab.PopIsExclusive",
            "io.perch.jcstress.pool.OneCloseSucceeds", "io.perch.jcstress.pool.LastCloseGivesBack"));

    private static List<String> simpleNames(String inPackage) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve(inPackage))) {
            return files.filter(TestNamesTest::isTest).map(file -> file.getFileName().toString().replace(".java", "")).toList();
        }
    }

    private static boolean isTest(Path file) {
        try {
            return Files.readString(file).contains("\n@JCStressTest\n");
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    @Test
    void aTestIsFoundByClassAndByPackage() {
        assertThat(names.find("PopIsExclusive")).containsExactly("slab.PopIsExclusive");
        assertThat(names.find("io.perch.jcstress.slab.PopIsExclusive")).containsExactly("slab.PopIsExclusive");
        assertThat(names.find("pool")).containsExactly("pool.LastCloseGivesBack", "pool.OneCloseSucceeds");
        assertThat(names.find("Pop")).isEmpty();
        assertThat(names.find("poo")).isEmpty();
    }

    @Test
    void thePatternMatchesTheseTestsOnly() {
        Pattern pattern = Pattern.compile(TestNames.pattern(List.of("slab.PopIsExclusive")));
        assertThat(pattern.matcher("io.perch.jcstress.slab.PopIsExclusive").find()).isTrue();
        assertThat(pattern.matcher("io.perch.jcstress.slab.PopIsExclusiveToo").find()).isFalse();
        assertThat(pattern.matcher("io.perch.jcstress.slab_PopIsExclusive").find()).isFalse();
    }

    @Test
    void theListingHasEveryTest() {
        assertThat(names.listing()).contains("slab       PopIsExclusive", "pool       LastCloseGivesBack, OneCloseSucceeds");
    }

    @Test
    void onlyTestsOfCriticalSectionsNeedThem() {
        assertThat(TestNames.needsRestartableSequences("drain.DrainAgainstPop")).isTrue();
        assertThat(TestNames.needsRestartableSequences("stripes.StripesAreExclusive")).isFalse();
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void eachPackageListsItsTests(String name) throws IOException {
        String description = Files.readString(SOURCES.resolve(name).resolve("package-info.java"));
        assertThat(LINK.matcher(description).results().map(link -> link.group(1)))
                .containsExactlyInAnyOrderElementsOf(simpleNames(name));
    }

    @Test
    void noNameMeansTwoThings() throws IOException {
        List<String> all = new ArrayList<>(TestNames.PACKAGES);
        for (String each : TestNames.PACKAGES) {
            all.addAll(simpleNames(each));
        }
        Stream.of(Mode.values()).map(Mode::toString).forEach(all::add);
        assertThat(all).doesNotHaveDuplicates().doesNotContain("quick", "full");
    }

    @Test
    void theDocumentsCountTheTests() throws IOException {
        int count = 0;
        for (String each : PACKAGES) {
            count += simpleNames(each).size();
        }
        assertThat(Files.readString(Path.of("../README.md"))).contains(count + " concurrency tests");
        assertThat(Files.readString(Path.of("../docs/validation.md"))).contains(count + " tests");
    }
}
