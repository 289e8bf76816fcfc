/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchConfig;
import io.perch.options.Option;
import io.perch.rseq.capability.Capability;
import io.perch.tools.options.OptionsCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Compares what the documents list with the code: options, capabilities and links. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern OPTION_IN_CODE = Pattern.compile("\"(perch\\.[a-z.]*[a-z])\"");
    private static final Pattern OPTION_IN_TABLE = Pattern.compile("^\\| `(perch\\.[a-z.]+)` \\|", Pattern.MULTILINE);
    private static final Pattern TABLE = Pattern.compile("^## (.*)$|^\\| .*$|^\\|---.*$", Pattern.MULTILINE);
    private static final Pattern DEFAULT_IN_TABLE = Pattern.compile("^\\| `(perch\\.[a-z.]+)` \\| `?([^|`]+)`? \\|",
            Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");
    /** Set by the launcher and the benchmarks, not by users, or options of the Spring Boot starter alone. */
    private static final Set<String> INTERNAL = Set.of("perch.terminal", "perch.test.java", "perch.spring.enabled",
            "perch.spring.server", "perch.spring.client");

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> optionsOfTheCode(String modulesLike) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.filter(module -> module.getFileName().toString().startsWith(modulesLike))
                    .map(module -> module.resolve("src/main")).filter(Files::isDirectory)
                    .flatMap(DocumentsTest::javaFiles).map(file -> found(OPTION_IN_CODE, read(file)))
                    .flatMap(Set::stream).filter(option -> !INTERNAL.contains(option) && !Option.FORMER.containsKey(option))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<Path> javaFiles(Path directory) {
        try {
            return Files.walk(directory).filter(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyOptionIsInTheTable() throws IOException {
        assertThat(found(OPTION_IN_TABLE, read(ROOT.resolve("docs/tuning.md")))).isEqualTo(optionsOfTheCode("allocator-"));
    }

    /** The native library cannot know the list of options, and reads its own. */
    @Test
    void theNativeLibraryReadsWhatTheListSays() throws IOException {
        assertThat(optionsOfTheCode("allocator-native")).isEqualTo(Option.OF_LIBRARY.stream().map(Option::property)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void theTablesOfOptionsAreThoseOfTheCommand() {
        StringWriter printed = new StringWriter();
        new CommandLine(new OptionsCommand()).setOut(new PrintWriter(printed)).execute("--markdown");
        assertThat(lines(TABLE, read(ROOT.resolve("docs/tuning.md")))).isEqualTo(lines(TABLE, printed.toString()));
    }

    private static List<String> lines(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Covers the options that an allocator is made with and that do not depend on the machine. */
    @Test
    void theDefaultsAreThoseOfTheCode() {
        PerchConfig code = PerchConfig.builder().build();
        Map<String, Object> defaults = new TreeMap<>(Map.of("perch.mode", code.mode(), "perch.maintenance", code.maintenance(),
                "perch.numa", code.numa(), "perch.numa.nodes", code.numaNodes(), "perch.hugepages", code.hugePages(),
                "perch.prefault", code.prefault(), "perch.lock", code.lock(), "perch.memory", code.memory(),
                "perch.checked", code.checks().enabled()));
        Map<String, String> table = DEFAULT_IN_TABLE.matcher(read(ROOT.resolve("docs/tuning.md"))).results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        assertThat(defaults).allSatisfy((option, value) -> assertThat(table).containsEntry(option, value.toString()));
    }

    @Test
    void everyCapabilityHasItsCure() {
        String page = read(ROOT.resolve("docs/troubleshooting.md"));
        assertThat(Arrays.stream(Capability.values()).map(capability -> "\n### " + capability + "\n")).allMatch(page::contains);
    }

    @Test
    void linksLeadToFiles() throws IOException {
        try (Stream<Path> pages = Stream.concat(Files.list(ROOT.resolve("docs")), Stream.of(ROOT.resolve("README.md")))) {
            assertThat(pages.filter(page -> page.toString().endsWith(".md"))).allSatisfy(page ->
                    assertThat(found(LINK, read(page))).allMatch(link -> Files.exists(page.resolveSibling(link))));
        }
    }
}
