/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.ChildJvm;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.Redeploy;
import io.perch.rseq.call.IndexMode;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that is deployed again and again leaves no class loader, thread, mapping or file behind. */
@Execution(ExecutionMode.CONCURRENT)
class RedeployIT {
    private static final int TIMES = Integer.getInteger(Redeploy.TIMES, 5);

    /** So few that nothing is waited for before the first of them: JNA's thread takes half a minute to end. */
    private static final int TIMES_WITH_JNA = 4;

    private static ChildJvm child(String mode) {
        return child(mode, TIMES);
    }

    private static ChildJvm child(String mode, int times) {
        return Redeploy.child(RedeployedAllocator.class, times).option("-Dperch.mode=" + mode);
    }

    private static void assertNothingLeft(ChildJvm child, String mode) throws Exception {
        assertThat(child.run(Redeploy.class)).contains("modes: [" + mode + "]\n", "class loaders left: 0\n",
                "threads left: []\n", "mappings grown by: 0\n")
                // The JVM opens one or two of its own when it likes.
                .containsPattern("descriptors grown by: (-\\d+|[0-2])\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "vcpu", "notify", "striped"})
    void nothingIsLeft(String mode) throws Exception {
        if (!mode.equals("striped")) {
            String reason = NativePlatform.get().reason(IndexMode.valueOf(mode.toUpperCase(Locale.ROOT)));
            assumeTrue(reason.isEmpty(), reason);
        }
        assertNothingLeft(child(mode), mode);
    }

    @Test
    void nothingIsLeftWhereEachThreadIsRegisteredByPerch() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.VCPU), NativePlatform.get().reason(IndexMode.VCPU));
        assertNothingLeft(child("notify").option("-Dperch.rseq.own=takeover"), "notify");
    }

    /** By the maintenance thread, while the allocator is open; or by the close, with nobody who does maintenance. */
    @ParameterizedTest
    @CsvSource({"0, thread, false", "1, thread, false", "1, caller, true"})
    void aPlugInThatMadeTheFirstAllocatorIsCollected(String profile, String maintenance, String closed) throws Exception {
        assertThat(new ChildJvm().option("-Dperch.profile=" + profile).option("-Dperch.maintenance=" + maintenance)
                .option("-D" + PluginMain.CLOSED + "=" + closed).run(PluginMain.class)).contains("class loader is garbage");
    }

    @Test
    void nothingIsLeftWhereBlocksAreSampled() throws Exception {
        assertNothingLeft(child("vcpu").option("-Dperch.profile=1"), "vcpu");
    }

    @Test
    void nothingIsLeftWhereTheParentHasJna() throws Exception {
        assertNothingLeft(child("striped").option("-D" + Redeploy.SHARED_JNA + "=true"), "striped");
    }

    /** At the same time, as both wait for JNA's thread. */
    @Test
    void noClassLoaderIsLeftWhereJnaMakesTheSystemCalls() throws Exception {
        Future<String> ofTheParent = ForkJoinPool.commonPool().submit(() -> byJna(true));
        assertThat(byJna(false)).contains("threads left: []\n");
        ofTheParent.get();
    }

    /** The parent's JNA keeps a thread, which is the parent's. */
    private static String byJna(boolean inTheParent) throws Exception {
        String found = child("striped", TIMES_WITH_JNA).option("-D" + Redeploy.SHARED_JNA + "=" + inTheParent)
                .option("-Dperch.native.path=/missing").run(Redeploy.class);
        assertThat(found).contains("modes: [striped, system calls by JNA]\n", "class loaders left: 0\n");
        return found;
    }
}
