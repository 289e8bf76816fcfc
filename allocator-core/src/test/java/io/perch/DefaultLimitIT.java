/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.perch.rseq.ChildJvm;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hard limit that an allocator has when its user sets none, in JVMs that were told to use more or less memory. */
class DefaultLimitIT {
    private static String limitOf(String... options) throws Exception {
        ChildJvm child = new ChildJvm();
        for (String option : options) {
            child = child.option(option);
        }
        return child.run(Main.class);
    }

    @Test
    void itIsWhatTheJvmWasTold() throws Exception {
        assertThat(limitOf("-XX:MaxDirectMemorySize=32m")).contains("limit: " + (32 << 20));
    }

    @Test
    void itIsTheMaximalHeapWhereTheJvmWasToldNothing() throws Exception {
        assertThat(limitOf("-Xmx96m", "-XX:+UseSerialGC")).containsPattern("limit: (9\\d{7}|10\\d{7})\\b");
    }

    /** Also by the largest number that the option takes: the machine's memory is less. */
    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "9223372036854775806", "1000000g"})
    void itIsNeverMoreThanTheMachineHas(String told) throws Exception {
        String output = limitOf("-XX:MaxDirectMemorySize=" + told);
        long limit = Long.parseLong(output.replaceAll("(?s).*limit: (\\d+).*", "$1"));
        long machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        assertThat(limit).isBetween(PerchConfig.LEAST_LIMIT, machine);
    }

    /** Allocates with no option set. */
    static final class Main {
        private Main() {
        }

        public static void main(String[] arguments) {
            try (PerchAllocator perch = PerchAllocator.create()) {
                perch.free(perch.allocate(100));
                perch.free(perch.allocate(2 << 20));
                System.out.println("limit: " + perch.config().hardLimit());
            }
        }
    }
}
