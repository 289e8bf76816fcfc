/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How jemalloc gets room to be loaded. */
class StaticTlsTest {
    @Test
    void roomIsAddedToWhatTheUserHasSet() {
        assertThat(StaticTls.withRoom(null)).isEqualTo("glibc.rtld.optional_static_tls=16384");
        assertThat(StaticTls.withRoom("glibc.pthread.rseq=0"))
                .isEqualTo("glibc.pthread.rseq=0:glibc.rtld.optional_static_tls=16384");
        assertThat(StaticTls.withRoom("glibc.rtld.optional_static_tls=99")).isEqualTo("glibc.rtld.optional_static_tls=99");
    }

    @Test
    void loaderMessageAboutStaticTlsSaysWhatToDo() {
        assertThat(StaticTls.explain("libjemalloc.so.2: cannot allocate memory in static TLS block"))
                .contains("start with GLIBC_TUNABLES=glibc.rtld.optional_static_tls=16384");
        assertThat(StaticTls.explain("libfoo.so: wrong ELF class")).isEqualTo("libfoo.so: wrong ELF class");
    }

    @Test
    void restartedProcessHasTheRoomAndTheArgumentsAndGivesItsExitCode() throws Exception {
        assertThat(StaticTls.restart(Child.class, List.of("40"))).isEqualTo(42);
    }

    /** Exits with its argument, plus two if there is room. */
    static final class Child {
        private Child() {
        }

        public static void main(String[] arguments) {
            System.exit(Integer.parseInt(arguments[0]) + (StaticTls.isStated(System.getenv(StaticTls.VARIABLE)) ? 2 : 0));
        }
    }
}
