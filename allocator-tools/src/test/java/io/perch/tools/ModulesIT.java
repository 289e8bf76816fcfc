/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the published jars are on a module path. */
class ModulesIT {
    private static final Map<String, String> NAMES = Map.of("perch-native", "io.perch.rseq", "perch-core", "io.perch",
            "perch-netty", "io.perch.netty", "perch-netty-agent", "io.perch.netty.agent", "perch-agrona", "io.perch.agrona",
            "perch-micrometer", "io.perch.micrometer", "perch-spring-boot-starter", "io.perch.spring");
    private static final Pattern IN_THE_BOM = Pattern.compile("<artifactId>(perch-[a-z-]+)</artifactId>\\s*<version>\\$");

    private static Path jar(String artifact) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(entry -> entry.endsWith(artifact + ".jar")).findFirst()
                .orElseThrow(() -> new AssertionError(artifact + " is not on the class path as a jar"));
    }

    private static ModuleDescriptor module(String artifact) {
        return ModuleFinder.of(jar(artifact)).findAll().iterator().next().descriptor();
    }

    @Test
    void theNamesAreThoseOfAllThatIsPublished() throws IOException {
        Set<String> published = IN_THE_BOM.matcher(Files.readString(Path.of("../bom/pom.xml"))).results()
                .map(match -> match.group(1)).collect(Collectors.toSet());
        assertThat(published).isEqualTo(NAMES.keySet());
    }

    @Test
    void allElseIsNeitherInstalledNorDeployed() throws IOException {
        Set<String> descriptions = Set.of("perch-parent", "perch-bom");
        try (Stream<Path> files = Files.find(Path.of(".."), 4, (file, attributes) -> file.endsWith("pom.xml"))) {
            List<Pom> poms = files.map(file -> new Pom(file.toAbsolutePath().normalize())).toList();
            assertThat(poms).hasSizeGreaterThan(NAMES.size() + descriptions.size()).allSatisfy(pom -> assertThat(pom.staysHere())
                    .as(pom.toString()).isNotEqualTo(NAMES.containsKey(pom.artifact()) || descriptions.contains(pom.artifact())));
        }
    }

    /** A name that the JDK derives from the file's name would be a different one. */
    @Test
    void eachStatesItsName() {
        assertThat(NAMES).allSatisfy((artifact, name) -> assertThat(module(artifact).name()).isEqualTo(name));
    }

    /** A module path refuses a package that is in two modules. */
    @Test
    void noPackageIsInTwoOfThem() {
        List<String> packages = NAMES.keySet().stream().flatMap(artifact -> module(artifact).packages().stream()).toList();
        assertThat(new HashSet<>(packages)).hasSameSizeAs(packages);
    }
}
