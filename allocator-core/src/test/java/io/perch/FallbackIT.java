/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.ChildJvm;
import io.perch.rseq.Gcc;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.Seccomp;
import io.perch.rseq.call.IndexMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What can be missing, missing one by one in a JVM of its own: the allocator says why, works in the mode that is left, and loses
 * nothing.
 */
@Execution(ExecutionMode.CONCURRENT)
class FallbackIT {
    private static final String SOUND = "in use: 0, reserved: 0, operations: true";

    @TempDir
    Path folder;

    private static ChildJvm child() {
        return new ChildJvm().option("-ea");
    }

    private static ChildJvm childWhoseLibcDoesNotRegister() {
        return child().environment("GLIBC_TUNABLES", "glibc.pthread.rseq=0");
    }

    private static ChildJvm refusing(ChildJvm child, int systemCall) {
        return child.option("-D" + FallbackMain.REFUSED + "=" + systemCall);
    }

    private static void assumeSupported(IndexMode mode) {
        assumeTrue(NativePlatform.get().supports(mode), () -> NativePlatform.get().reason(mode));
    }

    private static String run(ChildJvm child) throws Exception {
        return child.run(FallbackMain.class);
    }

    private static void assertStriped(ChildJvm child, String reason, String place) throws Exception {
        assertThat(run(child)).contains("mode: striped", reason, place, "sum: 42 by AdderCounter", SOUND);
    }

    @Test
    void nothingMissing() throws Exception {
        assumeSupported(IndexMode.CPU);
        assertThat(run(child().option("-Dperch.mode=cpu")))
                .contains("mode: cpu", "reason: \n", SOUND, "sum: 42 by RseqCounter", "place: known",
                        "slabs after close: 0");
    }

    @Test
    void nativeCodeSwitchedOff() throws Exception {
        assertStriped(child().option("-Dperch.native.disabled=true"), "perch.native.disabled", "place: unknown");
    }

    @Test
    void libraryMissing() throws Exception {
        Path missing = folder.resolve("libperch.so");
        assertStriped(child().option("-Dperch.native.path=" + missing), missing.toString(), "place: unknown");
    }

    @Test
    void libraryUnloadable() throws Exception {
        Path broken = Files.writeString(folder.resolve("libperch.so"), "this is no library");
        assertStriped(child().option("-Dperch.native.path=" + broken), broken.toString(), "place: unknown");
    }

    @Test
    void jnaMissing() throws Exception {
        assumeSupported(IndexMode.CPU);
        assertThat(run(child().without("jna-"))).contains("reason: \n", SOUND, "place: known");
    }

    @Test
    void libraryAndJnaMissing() throws Exception {
        Path missing = folder.resolve("libperch.so");
        assertStriped(child().without("jna-").option("-Dperch.native.path=" + missing), "JNA cannot be used", "place: unknown");
    }

    @Test
    void rseqOff() throws Exception {
        assertStriped(childWhoseLibcDoesNotRegister().option("-Dperch.rseq.own=off"), "RSEQ", "place: known");
    }

    @Test
    void rseqRefusedByTheKernel() throws Exception {
        assertStriped(refusing(childWhoseLibcDoesNotRegister(), Seccomp.RSEQ), "the kernel refuses the system call rseq",
                "place: known");
    }

    @Test
    void rseqRegisteredByPerch() throws Exception {
        assumeSupported(IndexMode.CPU);
        for (IndexMode mode : IndexMode.values()) {
            if (NativePlatform.get().supports(mode)) {
                String name = mode.name().toLowerCase(Locale.ROOT);
                assertThat(run(childWhoseLibcDoesNotRegister().option("-Dperch.mode=" + name)))
                        .contains("mode: " + name + "\n", "reason: \n", "has a cache: true", "place: known", SOUND,
                                "caches of unregistered threads: false");
            }
        }
    }

    @Test
    void rseqRegisteredByPerchInPlaceOfLibc() throws Exception {
        assumeSupported(IndexMode.VCPU);
        for (IndexMode mode : IndexMode.values()) {
            String name = mode.name().toLowerCase(Locale.ROOT);
            assertThat(run(child().option("-Dperch.rseq.own=takeover").option("-Dperch.mode=" + name)))
                    .contains("mode: " + name + "\n", "reason: \n", "has a cache: true", "place: known", SOUND);
        }
    }

    @Test
    void notifyForbidden() throws Exception {
        assumeSupported(IndexMode.VCPU);
        assertThat(run(child().option("-Dperch.mode=notify").option("-Dperch.notify=off")))
                .contains("mode: vcpu\n", "reason: notify: MARK_ERASED: perch.notify=off\n", SOUND);
    }

    @Test
    void rseqRegisteredByAnotherLibraryOnTheThreadThatAsks() throws Exception {
        assumeSupported(IndexMode.CPU);
        assertStriped(childWhoseLibcDoesNotRegister().option("-D" + FallbackMain.OWNER + "=all"), "another library",
                "place: known");
    }

    @Test
    void rseqRegisteredByAnotherLibraryOnSomeThreads() throws Exception {
        assumeSupported(IndexMode.CPU);
        assertThat(run(childWhoseLibcDoesNotRegister().option("-Dperch.mode=cpu").option("-D" + FallbackMain.OWNER + "=some")))
                .contains("mode: cpu\n", "reason: \n", SOUND, "slabs after close: 0", "caches of unregistered threads: true");
    }

    /** Blocks stay in slabs for good then, and with them their address space: but they are counted. */
    @Test
    void membarrierRefused() throws Exception {
        assumeSupported(IndexMode.CPU);
        for (String mode : new String[] {"cpu", "auto"}) {
            assertThat(run(refusing(child().option("-Dperch.mode=" + mode), Seccomp.MEMBARRIER)))
                    .containsPattern("mode: v?cpu\n").contains("reason: \n", "remote operations: false", "sum: 42 by RseqCounter",
                            "slabs after close: as before")
                    .containsPattern("in use: 0, reserved: [1-9]\\d*, operations: true");
        }
    }

    @Test
    void mbindRefused() throws Exception {
        assertThat(run(refusing(child(), Seccomp.MBIND))).contains("mode: ", SOUND);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 28, 33})
    void theKernelWritesAsManyBytesOfStructRseq(int bytes) throws Exception {
        boolean virtual = bytes >= 28;
        assumeSupported(virtual ? IndexMode.VCPU : IndexMode.CPU);
        Path preloaded = folder.resolve("feature_size.so");
        Gcc.compile("feature_size.c", preloaded, "-shared", "-fPIC");
        String output = run(child().environment("LD_PRELOAD", preloaded.toString())
                .environment("PERCH_TEST_FEATURE_SIZE", Integer.toString(bytes)));
        assertThat(output).contains(SOUND).contains(virtual ? "mode: vcpu\nreason: \n"
                : "mode: cpu\nreason: vcpu: NODE_ID: the kernel writes 20 bytes of struct rseq, and this needs 24\n");
    }
}
