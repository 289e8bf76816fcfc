/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.cpu.Rescheduling;
import io.perch.options.Mode;
import io.perch.rseq.Capability;
import io.perch.rseq.ChildJvm;
import io.perch.rseq.NativePlatform;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels that do not erase a thread's mark, or kill the process for it: the probe finds out, no mark is set, and it says why. */
class OtherKernelsTest {
    private static final String KERNEL = "perch.test.kernel";

    /** Tries mode notify in a child JVM. */
    static final class Report {
        private Report() {
        }

        /** Entry point of a child JVM. */
        public static void main(String[] arguments) {
            NativePlatform.get();
            Injection.kernel(Integer.getInteger(KERNEL));
            try (PerchAllocator perch = PerchAllocator.create(PerchConfig.builder().mode(Mode.NOTIFY).build())) {
                perch.free(perch.allocate(100));
                System.out.println("mode " + perch.mode() + ", " + perch.modeReason());
            }
            System.out.println("asking: " + Rescheduling.reason());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'mode notify, \n'",
        "1, does not erase the mark when a thread sleeps",
        "2, does not erase the mark when it delivers a signal",
        "3, was killed: this kernel forbids to write to cpu_id_start"})
    void noMarkIsSetWhereTheProbeFails(int kernel, String expected) throws Exception {
        assumeTrue(NativePlatform.get().capabilities().active(Capability.ORIGINAL_LENGTH), "the child would not be tried");
        Path library = Path.of("target", "storm", "libperch-storm.so").toAbsolutePath();
        String output = new ChildJvm().option("-D" + Injection.LIBRARY + "=" + library).option("-D" + KERNEL + "=" + kernel)
                .option("-Dperch.notify=on").run(Report.class);
        assertThat(output).contains(expected.replace("\\n", "\n"));
        if (kernel != 0) {
            assertThat(output).contains("mode vcpu, notify: MARK_ERASED: ").contains("asking: MARK_ERASED: ");
        }
    }
}
