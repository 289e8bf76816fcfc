/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names that nobody can know. */
class RandomNameTest {
    @Test
    void noTwoAreTheSameAndAllCanBeNamesOfFiles() {
        assertThat(Stream.generate(RandomName::make).limit(1000).distinct()).hasSize(1000)
                .allMatch(name -> name.matches("[0-9a-z]+"));
    }

    /** That many are 25 digits to the base 36, in four of five names. */
    @Test
    void theyHave128Bits() {
        assertThat(Stream.generate(RandomName::make).limit(1000).mapToInt(String::length).max()).hasValue(25);
    }
}
