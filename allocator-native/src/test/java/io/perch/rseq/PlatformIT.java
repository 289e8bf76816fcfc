/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.os.Host;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.capability.Capability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The platform that the packaged jar finds, against evidence of another kind. */
class PlatformIT {
    private static final long AT_RSEQ_FEATURE_SIZE = 27;

    private final NativePlatform platform = NativePlatform.get();

    @Test
    void theTestRunsOnTheJavaAndTheBindingThatTheBuildMeans() {
        assertThat(Runtime.version().feature()).isEqualTo(Integer.getInteger("perch.test.java"));
        assertThat(platform.binding()).isEqualTo(System.getProperty("perch.test.binding"));
    }

    @Test
    void theModesAreThoseThatKernelAndLibcAnnounce() throws IOException {
        assumeTrue(glibcMinor() >= 35, "only glibc 2.35 and later registers");
        assertThat(platform.reason(IndexMode.CPU)).isEmpty();
        assertThat(platform.supports(IndexMode.VCPU)).isEqualTo(rseqFeatureSize() >= 28);
    }

    @Test
    void theFenceWorks() {
        assumeTrue(platform.capabilities().active(Capability.MEMBARRIER_RSEQ));
        assertThat(platform.fence()).isTrue();
    }

    @Test
    void theNamesAreKnown() {
        assertThat(platform.arch()).isIn("x86_64", "aarch_64");
        assertThat(platform.kernelVersion()).matches("\\d+\\.\\d+.*");
        assertThat(platform.libcVersion()).isNotBlank();
        assertThat(platform.memoryReason()).isEmpty();
    }

    @Test
    void aCapabilityThatIsNotActiveHasAReason() {
        for (Capability capability : Capability.values()) {
            if (!platform.capabilities().active(capability)) {
                assertThat(platform.capabilities().reason(capability)).as(capability.name()).isNotBlank();
            }
        }
    }

    private int glibcMinor() {
        String version = platform.libcVersion();
        assumeTrue(version.startsWith("glibc 2."), version);
        return Integer.parseInt(version.substring("glibc 2.".length()));
    }

    private static long rseqFeatureSize() throws IOException {
        ByteBuffer auxv = ByteBuffer.wrap(Files.readAllBytes(Path.of("/proc/self/auxv"))).order(ByteOrder.nativeOrder());
        while (auxv.remaining() >= 2 * Long.BYTES) {
            long type = auxv.getLong();
            long value = auxv.getLong();
            if (type == AT_RSEQ_FEATURE_SIZE) {
                return value;
            }
        }
        return 0;
    }

    @Test
    void theArchitectureIsSpeltAsNettyDoes() {
        assertThat(Host.arch()).isEqualTo(System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch_64");
    }
}
