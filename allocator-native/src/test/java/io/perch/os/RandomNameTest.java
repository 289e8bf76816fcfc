/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names that nobody can know. */
class RandomNameTest {
    private static String name() {
        try {
            return RandomName.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noTwoAreTheSameAndAllCanBeNamesOfFiles() {
        assertThat(Stream.generate(RandomNameTest::name).limit(1000).distinct()).hasSize(1000)
                .allMatch(name -> name.matches("[0-9a-z]+"));
    }

    /** That many are 25 digits to the base 36, in four of five names. */
    @Test
    void theyHave128Bits() {
        assertThat(Stream.generate(RandomNameTest::name).limit(1000).mapToInt(String::length).max()).hasValue(25);
    }
}
