/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.rseq.ChildJvm;
import io.perch.rseq.Redeploy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An application that closes the default allocator leaves no class loader, thread or memory behind. */
@Execution(ExecutionMode.CONCURRENT)
class RedeployedBuffersIT {
    private static final int TIMES = Integer.getInteger(Redeploy.TIMES, 5);

    private static ChildJvm child() {
        return Redeploy.child(RedeployedBuffers.class, TIMES);
    }

    private static void assertNothingLeft(String output) {
        assertThat(output).as(output).contains("threads left: []\n", "mappings grown by: 0\n")
                .containsPattern("class loaders left: [01]\n")
                // What the JVM itself needs comes and goes; one allocator that is left has 300 MiB of address space.
                .containsPattern("address space grown by MiB: (-\\d+|\\d{1,2}|1\\d\\d)\n")
                // Without the native library, freed direct buffers stay with malloc, up to their limit of 300 MiB.
                .containsPattern("resident memory grown by MiB: (-\\d+|\\d{1,2}|[12]\\d\\d)\n");
    }

    @Test
    void nothingIsLeft() throws Exception {
        assertNothingLeft(child().run(Redeploy.class));
    }

    @Test
    void nothingIsLeftWithoutTheNativeLibrary() throws Exception {
        assertNothingLeft(child().option("-Dperch.native.disabled=true").run(Redeploy.class));
    }

    @Test
    void nothingIsLeftWhereTheParentHasJna() throws Exception {
        assertNothingLeft(child().option("-D" + Redeploy.SHARED_JNA + "=true").run(Redeploy.class));
    }

    @Test
    void nothingIsLeftWhereItIsPublished() throws Exception {
        assertNothingLeft(child().option("-Dperch.jmx=true").option("-Dperch.counters.file=true").run(Redeploy.class));
    }

    @Test
    void nothingIsLeftWhileARecordingRuns() throws Exception {
        assertNothingLeft(child().option("-XX:StartFlightRecording:filename=/dev/null").run(Redeploy.class));
    }
}
