/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.inject.FaultyRuns;
import io.perch.inject.InstrumentedLoader;
import io.perch.inject.Script;
import io.perch.options.Mode;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A heap that is full at each line of the adapter that allocates: see {@link BuffersScript}. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullHeapBuffersTest {
    private static final int PLACES = 20;

    @Test
    void buffers() {
        InstrumentedLoader loader = new InstrumentedLoader();
        FaultyRuns runs = new FaultyRuns(false);
        runs.run(loader.scripts(BuffersScript.class, Mode.VCPU));
        assertThat(runs.faults()).isGreaterThan(PLACES);
        runs.run(loader.scripts(BuffersScript.class, Mode.STRIPED));
    }

    @Test
    void aPlantedFaultIsFound() {
        String method = "io.perch.netty.PerchByteBuf.bind";
        Supplier<Script> scripts = new InstrumentedLoader(method).scripts(BuffersScript.class, Mode.STRIPED);
        assertThatThrownBy(() -> new FaultyRuns(false).run(scripts)).isInstanceOf(AssertionError.class)
                .hasMessageContaining(method).hasMessageContaining("planted");
    }
}
