/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.options.Mode;
import io.perch.rseq.ChildJvm;
import io.perch.rseq.NativePlatform;
import io.perch.stats.Counter;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A process that has no file descriptor to spare when it makes its first allocator, or later ones. */
@Execution(ExecutionMode.CONCURRENT)
class DescriptorsIT {
    private static final String EARLIER = "perch.test.earlier";

    private static String run(boolean earlier) throws Exception {
        // Without JNA, which is unpacked as well, and gives itself up.
        return new ChildJvm().under("sh", "-c", "ulimit -n 64; exec \"$0\" \"$@\"").without("jna-")
                .option("-D" + EARLIER + '=' + earlier).run(Main.class);
    }

    /** On older JDKs Flight Recorder's own hook, which each allocator asks for, gives up what it cannot read then. */
    @Test
    @EnabledForJreRange(minVersion = 24)
    void theFirstAllocatorDoesWithoutTheLibraryAndSaysWhy() throws Exception {
        assertThat(run(false)).contains("mode: striped", "Too many open files", "chance: fine", "later: fine");
    }

    @Test
    void laterAllocatorsNeedNone() throws Exception {
        assertThat(run(true)).contains("mode: as before", "chance: fine", "later: fine");
    }

    /** Takes all descriptors while it makes an allocator. */
    static final class Main {
        private static final int ROUNDS = 100;

        private final List<FileInputStream> taken = new ArrayList<>();

        private Main() {
        }

        private void takeAll() {
            try {
                while (true) {
                    taken.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException full) {
                assertThat(taken).isNotEmpty();
            }
        }

        private static String use() {
            PerchAllocator perch = PerchAllocator.create();
            for (int i = 0; i < ROUNDS; i++) {
                perch.free(perch.allocate(100L << i % 16));
            }
            assertThat(perch.stats().inUse()).isZero();
            perch.close();
            assertThat(perch.stats().get(Counter.RESERVED)).isZero();
            return perch.mode() + ", " + perch.modeReason();
        }

        private static void load(Class<?>... ofEachJar) {
            assertThat(ofEachJar).isNotEmpty();
        }

        public static void main(String[] arguments) throws IOException {
            Main main = new Main();
            // The JVM opens a jar when it first looks for a class in it, and the directory of the tests for each of them.
            load(Mode.class, NativePlatform.class, ArrayList.class);
            String before = Boolean.getBoolean(EARLIER) ? use() : "";
            main.takeAll();
            String first = use();
            System.out.println("mode: " + (first.equals(before) ? "as before" : first));
            for (FileInputStream each : main.taken) {
                each.close();
            }
            System.out.println("chance: " + (UUID.randomUUID().version() == 4 ? "fine" : "none"));
            System.out.println("later: " + (use().equals(first) ? "fine" : "another mode"));
            System.exit(0);
        }
    }
}
