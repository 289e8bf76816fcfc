/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.capability.Capability;
import org.junit.jupiter.api.Test;

/** Marks in libc's area and in Perch's own, and all the reasons for none; each in a JVM of its own. */
class ReschedulingCallsIT {
    private static void assumeThatTheMarkWorks(String output) {
        assumeTrue(output.contains("reason=\n"), output);
    }

    private static void assertMarks(String output) {
        assumeThatTheMarkWorks(output);
        assertThat(output).contains("sleeps noticed=100\n").contains("pairs under a mark=1000\n").endsWith("the end\n");
    }

    @Test
    void libcsArea() throws Exception {
        assertMarks(new ChildJvm().option("-Dperch.notify=on").run(ReschedulingReport.class));
    }

    @Test
    void ownArea() throws Exception {
        assertMarks(new ChildJvm().option("-Dperch.notify=on").environment("GLIBC_TUNABLES", "glibc.pthread.rseq=0")
                .run(ReschedulingReport.class));
    }

    @Test
    void notAskedFor() throws Exception {
        assertThat(new ChildJvm().run(ReschedulingReport.class)).contains("reason=not asked for: perch.notify=on does\n")
                .endsWith("the end\n");
    }

    @Test
    void anAreaOfAnotherLengthIsNotTried() throws Exception {
        assertThat(new ChildJvm().option("-Dperch.notify=on").option("-Dperch.capabilities.off=ORIGINAL_LENGTH")
                .run(ReschedulingReport.class)).contains("reason=ORIGINAL_LENGTH: ").endsWith("the end\n");
    }

    @Test
    void noSequencesAtAll() throws Exception {
        assertThat(new ChildJvm().option("-Dperch.notify=on").option("-Dperch.rseq.own=off")
                .environment("GLIBC_TUNABLES", "glibc.pthread.rseq=0").run(ReschedulingReport.class)).contains("reason=RSEQ: ")
                .endsWith("the end\n");
    }

    @Test
    void theKernelRefusesTheChildProcess() throws Exception {
        assumeTrue(NativePlatform.get().capabilities().active(Capability.ORIGINAL_LENGTH), "the child would not be tried");
        assertThat(new ChildJvm().option("-Dperch.notify=on").run(WithoutWait.class)).contains("wait4 is refused")
                .endsWith("the end\n");
    }
}
