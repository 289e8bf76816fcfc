/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows point down: which package may use which, as docs/architecture.md draws it. */
@AnalyzeClasses(packages = "io.perch", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private ArchitectureTest() {
    }

    @ArchTest
    static final ArchRule TIERS = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.perch..")
            .layer("tools").definedBy("io.perch.tools..")
            .layer("netty").definedBy("io.perch.netty..")
            .layer("agrona").definedBy("io.perch.agrona..")
            .layer("micrometer").definedBy("io.perch.micrometer..")
            .layer("api").definedBy("io.perch", "io.perch.pool", "io.perch.jmx", "io.perch.engine")
            .layer("options").definedBy("io.perch.options")
            .layer("debug").definedBy("io.perch.debug")
            .layer("cpu").definedBy("io.perch.cpu")
            .layer("slab").definedBy("io.perch.slab")
            .layer("transfer").definedBy("io.perch.transfer")
            .layer("span").definedBy("io.perch.span")
            .layer("arena").definedBy("io.perch.arena")
            .layer("topology").definedBy("io.perch.topology")
            .layer("size classes").definedBy("io.perch.sizeclass")
            .layer("sync").definedBy("io.perch.sync")
            .layer("stats").definedBy("io.perch.stats")
            .layer("rseq").definedBy("io.perch.rseq")
            .layer("os").definedBy("io.perch.os")
            .whereLayer("tools").mayNotBeAccessedByAnyLayer()
            .whereLayer("netty").mayOnlyBeAccessedByLayers("tools")
            .whereLayer("agrona").mayOnlyBeAccessedByLayers("tools")
            .whereLayer("micrometer").mayNotBeAccessedByAnyLayer()
            .whereLayer("api").mayOnlyBeAccessedByLayers("tools", "netty", "agrona", "micrometer")
            .whereLayer("stats").mayOnlyBeAccessedByLayers("tools", "agrona", "micrometer", "api", "debug", "slab", "arena")
            .whereLayer("options").mayOnlyBeAccessedByLayers("tools", "agrona", "api", "debug", "arena")
            .whereLayer("cpu").mayOnlyBeAccessedByLayers("tools")
            .whereLayer("debug").mayOnlyBeAccessedByLayers("api")
            .whereLayer("slab").mayOnlyBeAccessedByLayers("netty", "api", "debug")
            .whereLayer("transfer").mayOnlyBeAccessedByLayers("api", "slab")
            .whereLayer("span").mayOnlyBeAccessedByLayers("netty", "api", "debug", "slab", "transfer")
            .whereLayer("arena").mayOnlyBeAccessedByLayers("api", "slab", "span")
            .whereLayer("topology").mayOnlyBeAccessedByLayers("tools", "api", "cpu", "slab")
            .whereLayer("sync").mayOnlyBeAccessedByLayers("api", "slab", "transfer", "span", "arena");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("io.perch.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SYSTEM_CALLS_STAY_IN_THE_NATIVE_MODULE = noClasses()
            .that().resideOutsideOfPackages("io.perch.rseq..", "io.perch.os..")
            .should().dependOnClassesThat().resideInAnyPackage("com.sun.jna..", "java.lang.foreign..", "sun.misc..");

    @ArchTest
    static final ArchRule THE_CORE_NEEDS_NO_LIBRARY = noClasses()
            .that().resideInAnyPackage("io.perch", "io.perch.pool..", "io.perch.jmx..", "io.perch.engine..", "io.perch.options..",
                    "io.perch.debug..", "io.perch.cpu..", "io.perch.slab..", "io.perch.transfer..",
                    "io.perch.span..",
                    "io.perch.arena..", "io.perch.topology..", "io.perch.sizeclass..", "io.perch.sync..", "io.perch.stats..")
            .should().dependOnClassesThat()
            .resideOutsideOfPackages("io.perch..", "java..", "com.sun.management..", "javax.management..");

    @ArchTest
    static final ArchRule NO_THREAD_LOCALS = noClasses().that().resideInAPackage("io.perch..")
            .should().dependOnClassesThat().haveFullyQualifiedName("java.lang.ThreadLocal");
}
