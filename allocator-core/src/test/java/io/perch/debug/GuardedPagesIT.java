/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.Maintenance;
import io.perch.rseq.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks on pages of their own: what the crash report says. */
class GuardedPagesIT {
    @TempDir
    private Path directory;

    private String crashReport(String bug, String... options) throws Exception {
        Path report = directory.resolve("hs_err.log");
        String output = new ChildJvm().under("sh", "-c", "\"$@\"; test $? -ne 0", "sh")
                .option("-XX:ErrorFile=" + report).option("-XX:-CreateCoredumpOnCrash").option(options[0])
                .option(options[1]).option("-Dbug=" + bug).run(GuardedPagesMain.class);
        assertThat(output).doesNotContain("nothing happened");
        return Files.readString(report);
    }

    @ParameterizedTest
    @CsvSource({"-Dperch.checked=true, -Dperch.checked.guard=1", "-Dperch.checked=false, -Dperch.guard=1"})
    void anOverrunCrashesAtOnceAndTheReportNamesTheBlock(String mode, String guard) throws Exception {
        String report = crashReport("overrun", mode, guard);
        assertThat(report).contains("SIGSEGV");
        assertThat(report).contains("/memfd:perch guarded 4096 B by GuardedPagesMain.allocate:");
    }

    @ParameterizedTest
    @CsvSource({"-Dperch.checked=true, -Dperch.checked.guard=1", "-Dperch.checked=false, -Dperch.guard=1"})
    void useAfterFreeCrashesAtOnceAndTheReportNamesBothSites(String mode, String guard) throws Exception {
        String report = crashReport("use after free", mode, guard);
        assertThat(report).contains("SIGSEGV");
        assertThat(report)
                .containsPattern("/memfd:perch freed 4096 B of GuardedPagesMain.allocate:\\d+ by GuardedPagesMain.main:");
    }

    @Test
    void aWriteBeforeABlockAtTheStartOfItsPagesCrashesAtOnce() throws Exception {
        String report = crashReport("underrun", "-Dperch.checked=false", "-Dperch.guard=1");
        assertThat(report).contains("SIGSEGV");
        assertThat(report).contains("/memfd:perch guarded 100 B by GuardedPagesMain.allocate:");
    }

    @Test
    void guardedBlocksComeAndGo() {
        PerchConfig config = PerchConfig.builder().checked(true).guardEvery(1).quarantineBytes(1 << 20)
                .maintenance(Maintenance.CALLER)
                .build();
        try (PerchAllocator allocator = PerchAllocator.create(config)) {
            for (int i = 0; i < 10 * GuardedPages.MOST; i++) {
                long block = allocator.allocate(i + 1);
                assertThat(allocator.usableSize(block)).isEqualTo(i + 1);
                allocator.free(block);
            }
            long[] many = new long[2 * GuardedPages.MOST];
            for (int i = 0; i < many.length; i++) {
                many[i] = allocator.allocate(100);
            }
            assertThat(many).doesNotHaveDuplicates();
            for (long block : many) {
                allocator.free(block);
            }
            allocator.checks().flush();
            assertThat(allocator.checks().violations()).isEmpty();
            assertThat(allocator.stats().inUse()).isZero();
        }
    }
}
