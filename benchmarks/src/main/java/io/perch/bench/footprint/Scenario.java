/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import java.util.List;
import java.util.Locale;

/** What is measured, each with its load at full size. */
enum Scenario {
    /** 512 MiB in seven phases of 5 s, each with other sizes. */
    PHASES {
        @Override
        MemoryLoad load(Scale scale) {
            return new ReplacementLoad(ReplacementLoad.PHASES, scale.live(512), scale.nanos(5));
        }
    },
    /** From 32 to 512 MiB and back, four times in 24 s. */
    BREATHING {
        @Override
        MemoryLoad load(Scale scale) {
            return new BreathingLoad(scale.live(32), scale.live(512), scale.nanos(24));
        }
    },
    /** 10,000 threads with 8 buffers each, four times. */
    CROWD {
        @Override
        MemoryLoad load(Scale scale) {
            return new CrowdLoad(scale.items(10_000), (int) Math.max(1, scale.time() * 4));
        }
    },
    /** 512 MiB of the same sizes for 30 s. */
    STEADY {
        @Override
        MemoryLoad load(Scale scale) {
            return new ReplacementLoad(List.of(new LogUniform(64, 16_384)), scale.live(512), scale.nanos(30));
        }
    },
    /** Buffers that grow to 100 MiB, and blocks of a twelfth of that, for 6 s each. */
    LARGE {
        @Override
        MemoryLoad load(Scale scale) {
            return new LargeLoad(scale.items(100 << 20), scale.nanos(12));
        }
    };

    abstract MemoryLoad load(Scale scale);

    /** As the command line names it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
