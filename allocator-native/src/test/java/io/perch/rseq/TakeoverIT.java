/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.capability.Capability;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Perch's own areas in place of libc's. */
class TakeoverIT {
    @TempDir
    private Path folder;

    private static void assumeThatLibcRegisters() {
        assumeTrue(NativePlatform.get().capabilities().active(Capability.RSEQ), "there are no restartable sequences");
        assumeTrue(!NativePlatform.get().capabilities().active(Capability.OWN_AREA), "libc registers none");
    }

    @Test
    void threadsOfBeforeAndAfterAndOneThatIsRefused() throws Exception {
        assumeThatLibcRegisters();
        assertThat(Gcc.run(Gcc.programWithSources("takeover.c", folder), Map.of())).contains("holds: then it is ours")
                .contains("holds: a thread that is refused stays libc's").doesNotContain("FAILS");
    }

    @Test
    void aJvmSaysThatItDid() throws Exception {
        assumeThatLibcRegisters();
        assertThat(new ChildJvm().option("-Dperch.rseq.own=takeover").run(Report.class)).contains("\nCPU=yes")
                .contains("calls=work")
                .contains("OWN_AREA=yes registered by Perch: perch.rseq.own=takeover").contains("ORIGINAL_LENGTH=yes")
                .endsWith("the end\n");
    }

    @Test
    void whereTheFirstThreadIsRefusedEverythingStaysAsItWas() throws Exception {
        assumeThatLibcRegisters();
        assertThat(Gcc.run(Gcc.programWithSources("takeover.c", folder), Map.of(), "refused"))
                .contains("holds: critical sections stay in libc's area").doesNotContain("FAILS");
    }
}
