/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.call.IndexMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Everything that can be missing, missing: each time in a JVM of its own, which must say why and go on.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultsIT {
    private static final int ELF_MACHINE = 18;
    private static final int X86_64 = 62;
    private static final int AARCH64 = 183;

    @TempDir
    private Path directory;

    private ChildJvm child() {
        return new ChildJvm().option("-Djava.io.tmpdir=" + directory).option("-Duser.home=" + directory)
                .option("-Djna.tmpdir=" + System.getProperty("java.io.tmpdir"));
    }

    private static String libraryResource() {
        return "/META-INF/native/linux-" + NativePlatform.get().arch() + "/libperch.so";
    }

    private static byte[] library() throws IOException {
        try (InputStream content = NativePlatform.class.getResourceAsStream(libraryResource())) {
            return content.readAllBytes();
        }
    }

    private static void assertNoLibrary(String output, String reason) {
        assertThat(output).contains("binding=none").containsPattern("CPU=no, .*" + reason).containsPattern("JNI=no, .*" + reason)
                .contains("SYSTEM_CALLS=yes by JNA").containsPattern("calls=refused, .*" + reason);
        assertEverythingElseWorks(output);
    }

    private static void assertEverythingElseWorks(String output) {
        assertThat(output).contains("memory=yes").contains("buffer=yes").endsWith("the end\n");
    }

    @Test
    void nothingIsMissing() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), NativePlatform.get().reason(IndexMode.CPU));
        String output = child().run(Report.class);
        assertThat(output).contains("\nCPU=yes").contains("calls=work").contains("fence=true");
        assertEverythingElseWorks(output);
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).as("the library is deleted once it is loaded").isEmpty();
        }
    }

    private ChildJvm childWhoseLibcDoesNotRegister() {
        return child().environment("GLIBC_TUNABLES", "glibc.pthread.rseq=0");
    }

    private static void assertNoSequences(String output, String reason) {
        assertThat(output).containsPattern("\nCPU=no, RSEQ: .*" + reason).containsPattern("VCPU=no, RSEQ: .*" + reason)
                .containsPattern("calls=refused, RSEQ: .*" + reason);
        assertEverythingElseWorks(output);
    }

    @Test
    void libcDoesNotRegisterAndPerchDoes() throws Exception {
        NativePlatform platform = NativePlatform.get();
        assumeTrue(platform.supports(IndexMode.CPU), platform.reason(IndexMode.CPU));
        String output = childWhoseLibcDoesNotRegister().run(Report.class);
        assertThat(output).contains("RSEQ=yes registered by Perch").contains("\nCPU=yes").contains("calls=work")
                .contains("ABORT_WORKS=yes").contains("DISTINCT_CPU_ID=yes").contains("ORIGINAL_LENGTH=yes")
                .contains("\nVCPU=" + (platform.supports(IndexMode.VCPU) ? "yes" : "no"));
        assertEverythingElseWorks(output);
    }

    @Test
    void libcDoesNotRegisterAndPerchMayNot() throws Exception {
        assertNoSequences(childWhoseLibcDoesNotRegister().option("-Dperch.rseq.own=off").run(Report.class),
                "GLIBC_TUNABLES.*perch.rseq.own=off");
    }

    @Test
    void libcDoesNotRegisterAndTheKernelRefuses() throws Exception {
        assertNoSequences(childWhoseLibcDoesNotRegister().run(WithoutRseq.class), "the kernel refuses the system call rseq");
    }

    @Test
    void libcDoesNotRegisterAndAnotherLibraryDoes() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), NativePlatform.get().reason(IndexMode.CPU));
        assertNoSequences(childWhoseLibcDoesNotRegister().run(ForeignOwner.OfTheFirstThread.class), "another library .*EINVAL");
    }

    @Test
    void aThreadOfAnotherLibraryStaysUnregisteredByItself() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), NativePlatform.get().reason(IndexMode.CPU));
        String output = childWhoseLibcDoesNotRegister().run(ForeignOwner.OfOneThread.class);
        assertThat(output).containsPattern("before: \\d+\n").contains("theirs: false -2\nagain: false -2\nours: -2 true true\n");
    }

    @Test
    void theKernelRefusesMembarrierAndPreemptionIsTheProof() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), NativePlatform.get().reason(IndexMode.CPU));
        String output = child().run(WithoutMembarrier.class);
        assertThat(output).contains("MEMBARRIER_RSEQ=no, the kernel refuses membarrier for rseq (errno 1)").contains("fence=false")
                .contains("ABORT_WORKS=yes shown by preemption, because membarrier is refused").contains("\nCPU=yes")
                .contains("calls=work");
        assertEverythingElseWorks(output);
    }

    @Test
    void onOneCpuPreemptionIsAProofToo() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), NativePlatform.get().reason(IndexMode.CPU));
        String output = child().under("taskset", "-c", firstAllowedCpu()).run(WithoutMembarrier.class);
        assertThat(output).contains("ABORT_WORKS=yes shown by preemption, because membarrier is refused").contains("calls=work");
    }

    private static String firstAllowedCpu() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst().orElseThrow().replaceAll("\\D*(\\d+).*", "$1");
    }

    /** Sections that never tell the kernel of themselves go on as on the kernels that abort none. */
    @Test
    void aKernelThatDoesNotAbortIsFoundOutByFenceAndByPreemption() throws Exception {
        Path library = Gcc.libraryWith("-DPERCH_PLANT_NEVER_ABORTED", directory);
        for (Class<?> main : List.of(Report.class, WithoutMembarrier.class)) {
            String output = child().option("-Dperch.native.path=" + library).run(main);
            assertThat(output).contains("ABORT_WORKS=no, the self-test saw the contrary").contains("\nCPU=no").contains("VCPU=no")
                    .contains("calls=refused");
        }
    }

    @Test
    void theLibraryIsMissing() throws Exception {
        Path file = directory.resolve("nowhere.so");
        assertNoLibrary(child().option("-Dperch.native.path=" + file).run(Report.class), "nowhere.so.*is not a file");
    }

    @Test
    void theLibraryIsNoLibrary() throws Exception {
        Path file = Files.writeString(directory.resolve("text.so"), "No library, but as long as a header. ".repeat(3));
        assertNoLibrary(child().option("-Dperch.native.path=" + file).run(Report.class), "text.so.*not a 64-bit ELF file");
    }

    @Test
    void theLibraryIsTruncated() throws Exception {
        byte[] content = library();
        for (int length : new int[] {0, 20, 1000, content.length / 2}) {
            Path file = Files.write(directory.resolve("short.so"), Arrays.copyOf(content, length));
            assertNoLibrary(child().option("-Dperch.native.path=" + file).run(Report.class), "short.so");
        }
    }

    @Test
    void theLibraryIsForAnotherArchitecture() throws Exception {
        byte[] content = library();
        content[ELF_MACHINE] = (byte) (content[ELF_MACHINE] == X86_64 ? AARCH64 : X86_64);
        Path file = Files.write(directory.resolve("other.so"), content);
        assertNoLibrary(child().option("-Dperch.native.path=" + file).run(Report.class), "other.so.*another architecture");
    }

    @Test
    void theDirectoryForTheLibraryCannotBeWritten() throws Exception {
        assertNoLibrary(child().option("-Dperch.native.dir=/proc/perch").run(Report.class), "/proc/perch");
    }

    @Test
    void theFirstDirectoryCannotBeWrittenButTheNextCan() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), NativePlatform.get().reason(IndexMode.CPU));
        String output = child().option("-Djava.io.tmpdir=/proc/perch").run(Report.class);
        assertThat(output).contains("calls=work");
        assertEverythingElseWorks(output);
    }

    @Test
    void jnaIsNotOnTheClassPathAndNobodyNeedsIt() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), NativePlatform.get().reason(IndexMode.CPU));
        String output = child().without("jna-").run(Report.class);
        assertThat(output).contains("SYSTEM_CALLS=yes \n").contains("\nCPU=yes").contains("calls=work").contains("libc=glibc");
        assertEverythingElseWorks(output);
    }

    @Test
    void neitherTheLibraryNorJnaIsThere() throws Exception {
        Path nowhere = directory.resolve("nowhere.so");
        String output = child().without("jna-").option("-Dperch.native.path=" + nowhere).run(Report.class);
        assertThat(output).containsPattern("SYSTEM_CALLS=no, .* JNA cannot be used: .*com.sun.jna|com/sun/jna")
                .contains("memory=no, the library is not loaded").contains("CPU=no, ").contains("libc=unknown")
                .contains("buffer=yes").endsWith("the end\n");
    }

    @Test
    void systemCallsAreSwitchedOff() throws Exception {
        String output = child().option("-Dperch.capabilities.off=SYSTEM_CALLS").run(Report.class);
        assertThat(output).contains("\nCPU=no, SYSTEM_CALLS: switched off by perch.capabilities.off")
                .contains("memory=no, switched off").endsWith("the end\n");
    }

    @Test
    void nativeCodeIsSwitchedOff() throws Exception {
        String output = child().option("-Dperch.native.disabled=true").run(Report.class);
        assertThat(output).contains("binding=none").contains("CPU=no, switched off by perch.native.disabled")
                .contains("memory=no, switched off by perch.native.disabled").contains("buffer=yes").endsWith("the end\n");
    }

    @Test
    void theBindingAskedForDoesNotExist() throws Exception {
        String output = child().option("-Dperch.binding=panama").run(Report.class);
        assertThat(output).contains("binding=none").contains("\nCPU=no, perch.binding=panama is not jni or ffm")
                .endsWith("the end\n");
    }

    @Test
    void foreignCallsAreAskedForAndUsedOrRefused() throws Exception {
        String output = child().option("-Dperch.binding=ffm").run(Report.class);
        if (Runtime.version().feature() >= 22) {
            assertThat(output).contains("binding=ffm").contains("JNI=no, perch.binding=ffm");
        } else {
            assertThat(output).contains("binding=none").containsPattern("\nCPU=no, FFM_CRITICAL: .*Java 22 or later");
        }
        assertEverythingElseWorks(output);
    }

    @Test
    void jniIsAskedForAndUsed() throws Exception {
        String output = child().option("-Dperch.binding=jni").run(Report.class);
        assertThat(output).contains("binding=jni").contains("FFM_CRITICAL=no, perch.binding=jni");
        assertEverythingElseWorks(output);
    }

    @Test
    void virtualCpusAreSwitchedOff() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.VCPU), NativePlatform.get().reason(IndexMode.VCPU));
        String output = child().option("-Dperch.capabilities.off=MM_CID").run(Report.class);
        assertThat(output).contains("\nCPU=yes").contains("VCPU=no, MM_CID: switched off by perch.capabilities.off");
        assertEverythingElseWorks(output);
    }
}
