/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of properties, ranges, and defaults that depend on each other. */
class OptionTest {
    private static final long HARD = 64 << 20;

    private static OptionValues values(String property, String text) {
        Properties properties = new Properties();
        properties.setProperty(property, text);
        return OptionValues.of(OptionValues.chosenBy(properties), HARD);
    }

    @ParameterizedTest
    @CsvSource({"5000000,5000000", "8192k,8388608", "' 16M ',16777216", "1g,1073741824"})
    void bytesHaveSuffixes(String text, long bytes) {
        assertThat(values("perch.limit.hard", text).number(Option.HARD_LIMIT)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "1t", "1.5m", "a lot", "9223372036854775808", "9007199254740992k", "8589934592g"})
    void whatIsNoNumberOfBytesIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> values("perch.limit.hard", text))
                .withMessage("perch.limit.hard: '" + text + "' (expected: bytes, or a number with the suffix k, m or g)");
    }

    @ParameterizedTest
    @CsvSource({"perch.limit.hard,4194303,at least 4 MiB", "perch.limit.hard,-1,at least 4 MiB", "perch.numa.nodes,33,1 to 32",
        "perch.release.after,99ms,at least 100ms", "perch.checked.guard,-1,0 to 2147483647", "perch.slab.bytes,1k,64 KiB to the"})
    void whatIsOutOfRangeIsRefusedWithTheRange(String property, String text, String range) {
        assertThatIllegalArgumentException().isThrownBy(() -> values(property, text))
                .withMessageStartingWith(property + ": ").withMessageContaining("(expected: " + range);
    }

    @ParameterizedTest
    @ValueSource(strings = {"perch.limit.soft", "perch.slab.bytes"})
    void nothingIsAboveTheHardLimit(String property) {
        assertThat(values(property, "64m").number(Option.HARD_LIMIT)).isEqualTo(HARD);
        assertThatIllegalArgumentException().isThrownBy(() -> values(property, "65m"))
                .withMessageContaining(property + ": 68157440").withMessageContaining("the hard limit, " + HARD);
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "2s,2000", "' 5 MIN ',300000", "1h,3600000", "never,9223372036854775807"})
    void timesHaveUnits(String text, long millis) {
        assertThat(values("perch.release.after", text).number(Option.RELEASE_AFTER)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2000", "s", "1.5s", "2 weeks", "always", "99999999999s"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> values("perch.release.after", text))
                .withMessage("perch.release.after: '" + text + "' (expected: a time such as 500ms, 2s or 5min, or never)");
    }

    @ParameterizedTest
    @CsvSource({"small,524288,500", "default,4194304,2000", "keep,4194304,9223372036854775807"})
    void howMemoryIsUsedSetsDefaults(String memory, long slabBytes, long releaseAfter) {
        OptionValues values = values("perch.memory", memory);
        assertThat(values.number(Option.SLAB_BYTES)).isEqualTo(slabBytes);
        assertThat(values.number(Option.RELEASE_AFTER)).isEqualTo(releaseAfter);
        Map<Option, Object> chosen = Map.of(Option.MEMORY, MemoryPolicy.KEEP, Option.RELEASE_AFTER, 700L);
        assertThat(OptionValues.of(chosen, HARD).number(Option.RELEASE_AFTER)).as("what is chosen counts").isEqualTo(700);
    }

    @ParameterizedTest
    @ValueSource(strings = {"perch.release.decay", "perch.release.rate"})
    void whatThereWasOnceIsRefusedWithItsSuccessor(String former) {
        assertThatIllegalArgumentException().isThrownBy(() -> values(former, "1000"))
                .withMessageStartingWith(former + " is no option any more (expected: perch.release.after");
    }

    @ParameterizedTest
    @CsvSource({"'',true", "true,true", "ON,true", "off,false", "False,false"})
    void flags(String text, boolean value) {
        assertThat(values("perch.lock", text).flag(Option.LOCK)).isEqualTo(value);
    }

    @Test
    void whatIsNoFlagIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> values("perch.lock", "perhaps"))
                .withMessage("perch.lock: 'perhaps' (expected: true or false)");
    }

    @Test
    void wordsAreFoundInAnyCase() {
        assertThat(values("perch.mode", "VCpu").word(Option.MODE, Mode.class)).isEqualTo(Mode.VCPU);
        assertThatIllegalArgumentException().isThrownBy(() -> values("perch.mode", "fast"))
                .withMessage("perch.mode: 'fast' (expected: auto, vcpu, cpu, notify, striped)");
        assertThatThrownBy(() -> Mode.of("fast")).hasMessageContaining("no mode 'fast'").hasMessageContaining("striped");
    }

    @Test
    void whatIsNotChosenDependsOnTheHardLimit() {
        OptionValues small = OptionValues.of(Map.of(), Option.LEAST_LIMIT);
        assertThat(small.number(Option.SOFT_LIMIT)).isEqualTo(Option.LEAST_LIMIT);
        assertThat(small.number(Option.SLAB_BYTES)).isEqualTo(Option.LEAST_LIMIT / 8);
        OptionValues large = OptionValues.of(Map.of(), Long.MAX_VALUE);
        assertThat(large.number(Option.SOFT_LIMIT)).isEqualTo(Long.MAX_VALUE);
        assertThat(large.number(Option.SLAB_BYTES)).isEqualTo(4 << 20);
        assertThat(large.number(Option.QUARANTINE)).isEqualTo(16 << 20);
        assertThat(OptionValues.of(Map.of(), 1).number(Option.HARD_LIMIT)).as("never too little").isEqualTo(Option.LEAST_LIMIT);
    }

    /** The column "default" of the tables is what there is when nothing is chosen. */
    @ParameterizedTest
    @EnumSource(Option.class)
    void defaultsAreInRange(Option option) {
        assertThat(option.otherwise() == null || option.check(option.otherwise()) == option.otherwise()).isTrue();
        assertThat(option.initial()).isNotBlank();
        assertThat(option.effect()).isNotBlank();
        assertThat(option.suggestion()).isNotBlank();
    }
}
