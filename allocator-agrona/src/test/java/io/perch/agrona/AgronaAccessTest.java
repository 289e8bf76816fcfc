/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchAllocator;
import io.perch.pool.BufferPool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a program sees that was started without the option. */
class AgronaAccessTest {
    @Test
    void hereItWorks() {
        assertThat(AgronaAccess.reason()).isEmpty();
        AgronaAccess.require();
    }

    @Test
    void withoutTheOptionTheMessageNamesIt() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
                System.getProperty("java.class.path"), Main.class.getName()).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said).contains("Agrona 2 uses jdk.internal.misc", "start Java with " + AgronaAccess.OPTION);
    }

    /** The child. */
    static final class Main {
        private Main() {
        }

        public static void main(String[] arguments) {
            try (PerchAllocator allocator = PerchAllocator.create()) {
                new DirectBufferPool(BufferPool.of(allocator));
            } catch (IllegalStateException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }
}
