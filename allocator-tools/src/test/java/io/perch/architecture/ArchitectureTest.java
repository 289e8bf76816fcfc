/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.BoundObjects;
import io.perch.span.Span;
import io.perch.span.SpanListener;

/** Arrows point down: which package may use which, as docs/architecture.md draws it. */
@AnalyzeClasses(packages = "io.perch", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String[] ADAPTERS = {"io.perch.netty..", "io.perch.agrona..", "io.perch.micrometer..",
        "io.perch.spring.."};
    /** What users see, adapters among them. */
    private static final String[] PUBLIC = {"io.perch", "io.perch.pool", "io.perch.stats", "io.perch.jmx", "io.perch.options",
        "io.perch.publish", "io.perch.profile"};

    private ArchitectureTest() {
    }

    /** From top to bottom; each line is all that a package may use besides itself. */
    @ArchTest
    static final ArchRule TIERS = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.perch..")
            .layer("tools").definedBy("io.perch.tools..")
            .layer("netty").definedBy("io.perch.netty..")
            .layer("agrona").definedBy("io.perch.agrona..")
            .layer("micrometer").definedBy("io.perch.micrometer..")
            .layer("jmx").definedBy("io.perch.jmx")
            .layer("jfr").definedBy("io.perch.jfr")
            .layer("pool").definedBy("io.perch.pool")
            .layer("perch").definedBy("io.perch")
            .layer("engine").definedBy("io.perch.engine")
            .layer("publish").definedBy("io.perch.publish")
            .layer("debug").definedBy("io.perch.debug")
            .layer("profile").definedBy("io.perch.profile")
            .layer("cpu").definedBy("io.perch.cpu")
            .layer("lock").definedBy("io.perch.lock")
            .layer("slab").definedBy("io.perch.slab..")
            .layer("transfer").definedBy("io.perch.transfer")
            .layer("span").definedBy("io.perch.span")
            .layer("arena").definedBy("io.perch.arena..")
            .layer("topology").definedBy("io.perch.topology")
            .layer("options").definedBy("io.perch.options")
            .layer("stats").definedBy("io.perch.stats")
            .layer("size classes").definedBy("io.perch.sizeclass")
            .layer("sync").definedBy("io.perch.sync")
            .layer("rseq").definedBy("io.perch.rseq..")
            .layer("os").definedBy("io.perch.os..")
            .whereLayer("netty").mayOnlyAccessLayers("perch", "profile", "options", "stats", "slab", "span", "size classes")
            .whereLayer("agrona").mayOnlyAccessLayers("perch", "pool", "publish", "stats")
            .whereLayer("micrometer").mayOnlyAccessLayers("perch", "stats")
            .whereLayer("jmx").mayOnlyAccessLayers("perch", "profile", "publish", "stats")
            .whereLayer("jfr").mayOnlyAccessLayers("publish", "profile", "stats", "os")
            .whereLayer("pool").mayOnlyAccessLayers("perch", "engine", "profile", "options", "stats", "slab", "span",
                    "topology", "size classes", "sync")
            .whereLayer("perch").mayOnlyAccessLayers("engine", "debug", "profile", "options", "stats", "slab", "span", "topology",
                    "size classes", "sync")
            .whereLayer("engine").mayOnlyAccessLayers("publish", "jfr", "debug", "profile", "options", "stats", "slab", "transfer",
                    "span", "arena", "topology", "size classes", "sync", "rseq", "os")
            .whereLayer("publish").mayOnlyAccessLayers("profile", "options", "stats", "os")
            .whereLayer("profile").mayOnlyAccessLayers("size classes", "sync")
            .whereLayer("debug").mayOnlyAccessLayers("profile", "options", "stats", "slab", "span", "size classes", "sync", "os")
            .whereLayer("cpu").mayOnlyAccessLayers("topology", "sync", "rseq", "os")
            .whereLayer("lock").mayOnlyAccessLayers("sync", "rseq", "os")
            .whereLayer("slab").mayOnlyAccessLayers("stats", "transfer", "span", "arena", "topology", "size classes", "sync",
                    "rseq", "os")
            .whereLayer("transfer").mayOnlyAccessLayers("span", "stats", "size classes", "sync")
            .whereLayer("span").mayOnlyAccessLayers("arena", "stats", "size classes", "sync", "rseq")
            .whereLayer("arena").mayOnlyAccessLayers("options", "stats", "size classes", "sync", "os")
            .whereLayer("topology").mayNotAccessAnyLayer()
            .whereLayer("options").mayNotAccessAnyLayer()
            .whereLayer("stats").mayNotAccessAnyLayer()
            .whereLayer("size classes").mayNotAccessAnyLayer()
            .whereLayer("sync").mayOnlyAccessLayers("stats", "os")
            .whereLayer("os").mayNotAccessAnyLayer()
            .whereLayer("rseq").mayOnlyAccessLayers("os");

    /** All that adapters may see of the inside; what else they need is in {@code io.perch.BlockAccess}. */
    @ArchTest
    static final ArchRule ADAPTERS_SEE_LITTLE_OF_THE_INSIDE = noClasses().that().resideInAnyPackage(ADAPTERS)
            .should().dependOnClassesThat(resideInAPackage("io.perch..")
                    .and(not(resideInAnyPackage(ADAPTERS))).and(not(resideInAnyPackage(PUBLIC)))
                    .and(not(belongToAnyOf(FrontEnd.class, BoundObjects.class, Span.class, SpanListener.class,
                            SizeClasses.class))));

    /** Within the native module, of which others see the platform, the calls and the capabilities. */
    @ArchTest
    static final ArchRule NATIVE = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.perch..")
            .layer("platform").definedBy("io.perch.rseq")
            .layer("probe").definedBy("io.perch.rseq.probe")
            .layer("binding").definedBy("io.perch.rseq.binding")
            .layer("library").definedBy("io.perch.rseq.library")
            .layer("call").definedBy("io.perch.rseq.call")
            .layer("capability").definedBy("io.perch.rseq.capability")
            .layer("os").definedBy("io.perch.os")
            .whereLayer("probe").mayOnlyBeAccessedByLayers("platform")
            .whereLayer("binding").mayOnlyBeAccessedByLayers("platform", "probe")
            .whereLayer("library").mayOnlyBeAccessedByLayers("probe")
            .whereLayer("probe").mayOnlyAccessLayers("binding", "library", "call", "capability", "os")
            .whereLayer("binding").mayOnlyAccessLayers("call", "capability")
            .whereLayer("library").mayOnlyAccessLayers("capability", "os")
            .whereLayer("call").mayNotAccessAnyLayer()
            .whereLayer("capability").mayNotAccessAnyLayer()
            .whereLayer("os").mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule NO_CYCLES = slices().assignedFrom(new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            // The command that starts the others knows them, and they what they share.
            return !name.startsWith("io.perch") ? SliceIdentifier.ignore()
                    : SliceIdentifier.of(name.startsWith("io.perch.tools") ? "io.perch.tools" : name);
        }

        @Override
        public String getDescription() {
            return "packages, io.perch itself among them";
        }
    }).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SYSTEM_CALLS_STAY_IN_THE_NATIVE_MODULE = noClasses()
            .that().resideOutsideOfPackages("io.perch.rseq..", "io.perch.os..")
            .should().dependOnClassesThat().resideInAnyPackage("com.sun.jna..", "java.lang.foreign..", "sun.misc..");

    @ArchTest
    static final ArchRule THE_CORE_NEEDS_NO_LIBRARY = noClasses()
            .that().resideInAPackage("io.perch..").and().resideOutsideOfPackages(ADAPTERS)
            .and().resideOutsideOfPackages("io.perch.tools..", "io.perch.rseq..", "io.perch.os..")
            .should().dependOnClassesThat()
            .resideOutsideOfPackages("io.perch..", "java..", "com.sun.management..", "javax.management..", "jdk.jfr..");

    @ArchTest
    static final ArchRule NO_THREAD_LOCALS = noClasses().that().resideInAPackage("io.perch..")
            .should().dependOnClassesThat().haveFullyQualifiedName("java.lang.ThreadLocal");
}
