/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.arena.ArenaScript;
import io.perch.engine.ChoiceScript;
import io.perch.engine.EmptyingScript;
import io.perch.engine.MaintenanceThreadScript;
import io.perch.inject.AllocationSites;
import io.perch.inject.Faults;
import io.perch.inject.FaultyRuns;
import io.perch.inject.InstrumentedLoader;
import io.perch.inject.KnownSites;
import io.perch.inject.Script;
import io.perch.options.Mode;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.capability.Capability;
import io.perch.slab.SlabsScript;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A heap that is full at each line that allocates, in each kind of allocator: see {@link Script}. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullHeapTest {
    private static final InstrumentedLoader LOADER = new InstrumentedLoader();
    /** What stands between a user and the system's memory. */
    private static final Pattern OF_BLOCKS = Pattern.compile("io\\.perch\\.(arena|span|transfer|slab|engine|debug|sync|pool)\\..*");
    /** What fails or is misused is logged; here that happens thousands of times. */
    private static final Logger LOGGER = Logger.getLogger("io.perch");
    private static int faults;

    @BeforeAll
    static void keepQuiet() {
        LOGGER.setLevel(Level.OFF);
    }

    private static void run(Class<? extends Script> script, AllocatorKind kind) {
        assumeTrue(!kind.isVariation() || FaultyRuns.ALL, "in the long form only");
        run(script, kind, false);
    }

    static void run(Class<? extends Script> script, AllocatorKind kind, boolean everyThread) {
        faults += new FaultyRuns(everyThread).run(LOADER.scripts(script, kind)).faults();
    }

    /** One that is of no kind of allocator. */
    private static void runOther(Class<? extends Script> script, Enum<?> argument) {
        faults += new FaultyRuns(false).run(LOADER.scripts(script, argument)).faults();
    }

    private static boolean canStopSlabs() {
        return NativePlatform.get().capabilities().active(Capability.MEMBARRIER_RSEQ);
    }

    @AfterAll
    static void tell() {
        LOGGER.setLevel(null);
        assertThat(Faults.sitesThatThrew()).as("sites that threw").isGreaterThan(150);
        KnownSites.assertTriedOrListed(LOADER, OF_BLOCKS.asMatchPredicate(), FullHeapTest.class);
        System.out.printf("full heap: %d sites of %d threw, %d times in all%n", Faults.sitesThatThrew(), AllocationSites.count(),
                faults);
    }

    @ParameterizedTest
    @EnumSource
    void everyCall(AllocatorKind kind) {
        run(EveryCallScript.class, kind);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = AllocatorKind.OF_OTHER_PAGES)
    void misuse(AllocatorKind kind) {
        run(MisuseScript.class, kind);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = AllocatorKind.OF_OTHER_PAGES)
    void pools(AllocatorKind kind) {
        run(PoolsScript.class, kind);
    }

    @ParameterizedTest
    @EnumSource(names = {"VCPU", "STRIPED", "CHECKED_STRIPED", "NODES_STRIPED"})
    void misusedPools(AllocatorKind kind) {
        run(MisusedPoolsScript.class, kind);
    }

    /** Not in checked mode, in which memory that is held back counts as well. */
    @ParameterizedTest
    @EnumSource(names = {"VCPU", "STRIPED", "HARDENED_VCPU", "NODES_STRIPED", "STRICT_STRIPED"})
    void atTheLimit(AllocatorKind kind) {
        run(LimitScript.class, kind);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = AllocatorKind.OF_OTHER_PAGES)
    void maintenance(AllocatorKind kind) {
        run(MaintenanceScript.class, kind);
    }

    @ParameterizedTest
    @EnumSource
    void maintenanceThread(MaintenanceThreadScript.Work work) {
        assumeTrue(FaultyRuns.ALL || work == MaintenanceThreadScript.Work.PUBLICATION, "in the long form only");
        runOther(MaintenanceThreadScript.class, work);
    }

    @ParameterizedTest
    @EnumSource
    void pages(ArenaScript.Pages wanted) {
        runOther(ArenaScript.class, wanted);
    }

    @ParameterizedTest
    @EnumSource
    void slabs(SlabsScript.Place place) {
        assumeTrue(canStopSlabs(), "there are no fences here");
        runOther(SlabsScript.class, place);
    }

    @ParameterizedTest
    @EnumSource
    void emptying(EmptyingScript.Follower follower) {
        runOther(EmptyingScript.class, follower);
    }

    @ParameterizedTest
    @EnumSource
    void choices(Mode mode) {
        runOther(ChoiceScript.class, mode);
    }

    /** In its threads as well. They spin, which takes long where other programs have the CPUs. */
    @Test
    @EnabledIfSystemProperty(named = "perch.test.faults.all", matches = "true")
    void prewarm() {
        run(PrewarmScript.class, AllocatorKind.VCPU, true);
        run(PrewarmScript.class, AllocatorKind.NODES_STRIPED, true);
        assertFound(PrewarmScript.class, "io.perch.slab.FrontEnd.give", AllocatorKind.STRIPED, true);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRICT_STRIPED")
    void createAndClose(AllocatorKind kind) {
        run(LifetimeScript.class, kind);
    }

    /** A fault in what each of them calls is found: it allocates after something was changed. */
    @ParameterizedTest
    @CsvSource({"PoolsScript, io.perch.pool.Quota.uncharge, STRIPED", "MaintenanceScript, io.perch.arena.PageRuns.putBack, STRIPED",
        "EveryCallScript, io.perch.debug.Ledger.hold, CHECKED_STRIPED"})
    void plantedFaultsAreFound(String script, String method, AllocatorKind kind) throws ClassNotFoundException {
        assertFound(Class.forName("io.perch." + script).asSubclass(Script.class), method, kind, false);
    }

    private static void assertFound(Class<? extends Script> script, String method, AllocatorKind kind, boolean everyThread) {
        Supplier<Script> scripts = new InstrumentedLoader(method).scripts(script, kind);
        assertThatThrownBy(() -> new FaultyRuns(everyThread).run(scripts)).isInstanceOf(AssertionError.class)
                .hasMessageContaining(method).hasMessageContaining("planted");
    }

    /** A class whose initialization finds the heap full cannot be used any more; so that is over when there is an allocator. */
    @ParameterizedTest
    @EnumSource
    void slowPathsInitializeNoClasses(AllocatorKind kind) {
        assertInitializesNone(EveryCallScript.class, kind);
    }

    /** Nor do those of pools, maintenance and publication, once there are such. */
    @ParameterizedTest
    @EnumSource(names = {"VCPU", "CHECKED_STRIPED"})
    void norDoPoolsAndMaintenance(AllocatorKind kind) {
        assertInitializesNone(PoolsScript.class, kind);
        assertInitializesNone(MaintenanceScript.class, kind);
    }

    @ParameterizedTest
    @EnumSource
    void norDoesTheMaintenanceThread(MaintenanceThreadScript.Work work) {
        assertInitializesNone(MaintenanceThreadScript.class, work);
    }

    private static void assertInitializesNone(Class<? extends Script> type, Enum<?> argument) {
        Supplier<Script> scripts = new InstrumentedLoader().scripts(type, argument);
        Script script = scripts.get();
        AllocationSites.forgetInitializations();
        FaultyRuns.once(script);
        assertThat(AllocationSites.initializations()).isEmpty();
    }
}
