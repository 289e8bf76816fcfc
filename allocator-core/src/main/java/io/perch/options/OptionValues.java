/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** A value for each option that an allocator is made with. Immutable. */
public final class OptionValues {
    /** The most bytes held back in checked mode, unless the user says otherwise. */
    private static final long DEFAULT_QUARANTINE = 16 << 20;

    private final Map<Option, Object> values;

    private OptionValues(Map<Option, Object> values) {
        this.values = values;
    }

    /**
     * All values, some of which users have chosen.
     *
     * @param chosen    by whoever makes the allocator, or by system properties
     * @param hardLimit the hard limit if none was chosen
     * @throws IllegalArgumentException if a value is out of range; the message names its option
     */
    public static OptionValues of(Map<Option, Object> chosen, long hardLimit) {
        Map<Option, Object> all = new EnumMap<>(Option.class);
        Option.OF_ALLOCATOR.stream().filter(option -> option.otherwise() != null)
                .forEach(option -> all.put(option, option.otherwise()));
        all.putAll(chosen);
        all.putIfAbsent(Option.HARD_LIMIT, Math.max(Option.LEAST_LIMIT, hardLimit));
        long hard = (Long) Option.HARD_LIMIT.check(all.get(Option.HARD_LIMIT));
        all.putIfAbsent(Option.SOFT_LIMIT, hard);
        MemoryPolicy memory = (MemoryPolicy) all.get(Option.MEMORY);
        all.putIfAbsent(Option.SLAB_BYTES, Math.min(memory.slabBytes(), hard / 8));
        all.putIfAbsent(Option.RELEASE_AFTER, memory.releaseAfter());
        all.putIfAbsent(Option.QUARANTINE, Math.min(DEFAULT_QUARANTINE, hard / 8));
        all.forEach(Option::check);
        requireAtMost(hard, Option.SOFT_LIMIT, all);
        requireAtMost(hard, Option.SLAB_BYTES, all);
        return new OptionValues(Collections.unmodifiableMap(all));
    }

    private static void requireAtMost(long hard, Option option, Map<Option, Object> values) {
        Object value = values.get(option);
        if ((Long) value > hard) {
            throw option.refused(value, option.range() + ", " + hard, null);
        }
    }

    /**
     * What system properties say. Those that begin like options and are none are logged.
     *
     * @throws IllegalArgumentException if a property is set to something that is not a value of its option, or is one that there
     *                                  was once
     */
    public static Map<Option, Object> chosenBy(Properties properties) {
        Option.refuseFormer(properties);
        UnknownOptions.tell(properties.stringPropertyNames());
        Map<Option, Object> chosen = new EnumMap<>(Option.class);
        for (Option option : Option.OF_ALLOCATOR) {
            Object value = option.in(properties);
            if (value != null) {
                chosen.put(option, value);
            }
        }
        return chosen;
    }

    /** The value of an option that is a number, such as bytes. */
    public long number(Option option) {
        return (Long) values.get(option);
    }

    /** The value of an option that is a text. */
    public String text(Option option) {
        return (String) values.get(option);
    }

    /** Whether an option is on. */
    public boolean flag(Option option) {
        return (Boolean) values.get(option);
    }

    /** The value of an option whose values are the constants of {@code type}. */
    public <E extends Enum<E>> E word(Option option, Class<E> type) {
        return type.cast(values.get(option));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OptionValues same && values.equals(same.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
