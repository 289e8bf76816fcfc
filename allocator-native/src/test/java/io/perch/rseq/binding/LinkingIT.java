/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.rseq.ChildJvm;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.capability.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The thread that links foreign calls ahead of their use, in JVMs that have just started. */
class LinkingIT {
    /** Below Java 22 there are no foreign calls to link. */
    private static int threads() {
        return Runtime.version().feature() < 22 ? 0 : 1;
    }

    @Test
    void oneThreadIsStartedHoweverOftenItIsAskedForAndItEnds() throws Exception {
        assertThat(new ChildJvm().run(Main.class)).contains("linking: " + threads() + ", ended");
    }

    @Test
    void thereIsNoneForJni() throws Exception {
        assertThat(new ChildJvm().option("-D" + Settings.BINDING + "=jni").run(Main.class)).contains("linking: 0, ended, jni");
    }

    @Test
    void whereNoNativeAccessIsGrantedTheBindingTellsSoAndNotTheThread() throws Exception {
        assertThat(new ChildJvm().option("--illegal-native-access=deny").run(Main.class))
                .contains("linking: " + threads() + ", ended")
                .doesNotContain("Exception in thread");
    }

    /** Starts it twice, waits for it and says what it saw. */
    static final class Main {
        private Main() {
        }

        public static void main(String[] arguments) throws InterruptedException {
            NativePlatform.prepare();
            NativePlatform.prepare();
            List<Thread> linking = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("perch-linking")).toList();
            for (Thread thread : linking) {
                thread.join();
            }
            System.out.println("linking: " + linking.size() + ", ended, " + NativePlatform.get().binding());
        }
    }
}
