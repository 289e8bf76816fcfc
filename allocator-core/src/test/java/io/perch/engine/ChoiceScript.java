/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchConfig;
import io.perch.inject.Faults;
import io.perch.inject.Script;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.options.OptionValues;
import io.perch.rseq.NativePlatform;
import io.perch.topology.Topology;

/** What an allocator decides first, here and on a machine where no system call can be made. */
public final class ChoiceScript implements Script {
    private final Mode mode;
    private final NativePlatform here = NativePlatform.get();
    private final NativePlatform nowhere = here.over(null);
    private final Topology topology = Topology.read();

    ChoiceScript(Mode mode) {
        this.mode = mode;
    }

    private static OptionValues options(NumaPolicy numa) {
        return PerchConfig.builder().numa(numa).build().values();
    }

    @Override
    public void run(Faults faults) {
        for (NativePlatform platform : new NativePlatform[] {here, nowhere}) {
            faults.attempt(() -> ModeChoice.of(mode, platform));
            faults.attempt(() -> NumaChoice.of(options(NumaPolicy.OFF), platform, topology));
            faults.attempt(() -> NumaChoice.of(options(NumaPolicy.ADVISORY), platform, topology));
        }
        faults.attempt(DefaultLimit::bytes);
        faults.attempt(JdkBuffers::bytes);
    }

    @Override
    public void check() {
        assertThat(ModeChoice.of(mode, nowhere).mode()).isEqualTo(Mode.STRIPED);
        assertThat(ModeChoice.of(mode, nowhere).reason().isEmpty()).isEqualTo(mode == Mode.STRIPED);
        assertThat(NumaChoice.of(options(NumaPolicy.ADVISORY), nowhere, topology).policy()).isEqualTo(NumaPolicy.OFF);
        assertThat(DefaultLimit.bytes()).isPositive();
    }
}
