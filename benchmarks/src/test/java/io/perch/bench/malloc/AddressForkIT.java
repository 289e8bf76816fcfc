/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.malloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.bench.ForkedJvm;
import io.perch.bench.MallocCalls;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each load runs on Perch and on a C library, from the jar that has the critical calls. */
class AddressForkIT {
    @ParameterizedTest
    @ValueSource(strings = {"perch", "glibc"})
    void eachLoadIsMeasured(String memory) throws Exception {
        assumeTrue(MallocCalls.available(), "critical calls need JDK 22");
        ProcessBuilder jvm = ForkedJvm.of(List.of(), AddressFork.class, memory, "1");
        String output = ForkedJvm.output(jvm, memory, AddressFork.FIGURE);
        Map<String, Double> figures = ForkedJvm.told(output.lines(), AddressFork.FIGURE, Double::valueOf);
        assertThat(figures).containsOnlyKeys(Stream.of(AddressLoad.values()).map(AddressLoad::id).toList());
        assertThat(figures.values()).allMatch(nanos -> nanos > 0);
    }
}
