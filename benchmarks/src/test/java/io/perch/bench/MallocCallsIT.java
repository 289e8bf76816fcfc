/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** In the packaged jar, because only there the class of JDK 22 is used. */
class MallocCallsIT {
    static final List<MallocLibrary> LIBRARIES = MallocLibrary.ALL;

    private static boolean isJdk22() {
        return Runtime.version().feature() >= 22;
    }

    @Test
    void criticalCallsAreThereSince22() {
        assertThat(MallocCalls.available()).isEqualTo(isJdk22());
    }

    @ParameterizedTest
    @FieldSource("LIBRARIES")
    void mallocOfEachInstalledLibraryGivesMemoryThatItsFreeTakes(MallocLibrary library) {
        assumeTrue(isJdk22(), "critical calls need JDK 22");
        assumeTrue(library.find(Path.of("/")).isPresent(), library.debianPackage() + " is not installed");

        assertThat(MallocCalls.whyNot(library)).isEmpty();
    }

    @Test
    void functionOfAnotherLibraryIsNotTakenForItsOwn() {
        assumeTrue(isJdk22(), "critical calls need JDK 22");
        MallocLibrary math = new MallocLibrary("libm", List.of("libm.so.6"), List.of("malloc"), List.of("free"), "libc6");

        assertThat(MallocCalls.whyNot(math)).get().asString().contains("libm.so.6 has none of [malloc]");
    }

    @Test
    void missingLibraryIsSaid() {
        assumeTrue(isJdk22(), "critical calls need JDK 22");
        MallocLibrary missing = new MallocLibrary("hoard", List.of("libno-such.so"), List.of("malloc"), List.of("free"), "hoard");

        assertThat(MallocCalls.whyNot(missing)).contains("not installed");
    }

    @Test
    void callsGoToTheChosenLibraryAndToNoOtherAfterwards() {
        assumeTrue(isJdk22(), "critical calls need JDK 22");
        MallocCalls.choose(MallocLibrary.named("glibc"));
        long block = MallocCalls.malloc(256);
        MallocCalls.free(block);

        assertThat(block).isPositive();
        assertThatThrownBy(() -> MallocCalls.choose(MallocLibrary.named("tcmalloc"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void olderJdkSaysWhatItLacks() {
        assumeTrue(!isJdk22(), "critical calls are here");

        assertThat(MallocCalls.whyNot(MallocLibrary.named("glibc"))).contains("critical calls need JDK 22, this is 17");
        assertThatThrownBy(() -> MallocCalls.choose(MallocLibrary.named("glibc")))
                .isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("JDK 22");
    }
}
