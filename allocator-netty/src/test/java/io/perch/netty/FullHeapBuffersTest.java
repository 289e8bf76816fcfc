/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.inject.AllocationSites;
import io.perch.inject.FaultyRuns;
import io.perch.inject.InstrumentedLoader;
import io.perch.inject.KnownSites;
import io.perch.inject.Script;
import io.perch.options.Mode;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A heap that is full at each line of the adapter that allocates: see {@link BuffersScript} and {@link MisusedBuffersScript}. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullHeapBuffersTest {
    private static final int PLACES = 20;

    private static final InstrumentedLoader LOADER = new InstrumentedLoader();
    /** What stands between a user and a block. */
    private static final Pattern OF_BUFFERS = Pattern.compile(
            "io\\.perch\\.netty\\.(Addresses|HeapPool|HeapStripe|PerchByteBufAllocator|\\w+ByteBuf)\\b.*");

    @AfterAll
    static void allPlacesAreTried() {
        KnownSites.assertTriedOrListed(LOADER, OF_BUFFERS.asMatchPredicate(), FullHeapBuffersTest.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"VCPU", "STRIPED", "CPU", "NOTIFY"})
    void buffers(Mode mode) {
        assumeTrue(FaultyRuns.ALL || mode == Mode.VCPU || mode == Mode.STRIPED, "in the long form only");
        FaultyRuns runs = new FaultyRuns(false).run(LOADER.scripts(BuffersScript.class, mode));
        if (mode == Mode.VCPU) {
            assertThat(runs.faults()).isGreaterThan(PLACES);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"VCPU", "STRIPED"})
    void misuse(Mode mode) {
        new FaultyRuns(false).run(LOADER.scripts(MisusedBuffersScript.class, mode));
    }

    @Test
    void aPlantedFaultIsFound() {
        String method = "io.perch.netty.PerchByteBuf.bind";
        Supplier<Script> scripts = new InstrumentedLoader(method).scripts(BuffersScript.class, Mode.STRIPED);
        assertThatThrownBy(() -> new FaultyRuns(false).run(scripts)).isInstanceOf(AssertionError.class)
                .hasMessageContaining(method).hasMessageContaining("planted");
    }

    /** A class whose initialization finds the heap full cannot be used any more; so that is over when there is an allocator. */
    @Test
    void buffersInitializeNoClasses() {
        Script script = new InstrumentedLoader().scripts(BuffersScript.class, Mode.VCPU).get();
        AllocationSites.forgetInitializations();
        FaultyRuns.once(script);
        assertThat(AllocationSites.initializations()).isEmpty();
    }
}
