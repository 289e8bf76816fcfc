/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import io.perch.stats.Counter;
import io.perch.stats.PoolStats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** The pools of an allocator as a JMX table: a row for each name, a column for each counter of pools. */
final class PoolTable {
    private static final String NAME = "Name";
    private static final CompositeType ROW;

    /** The type of what {@link #of} makes. */
    static final TabularType TYPE;

    static {
        try {
            String[] columns = columns(AllocatorBean::attributeOf, NAME);
            OpenType<?>[] types = Stream.concat(Stream.of(SimpleType.STRING), Counter.OF_POOLS.stream().map(any -> SimpleType.LONG))
                    .toArray(OpenType[]::new);
            ROW = new CompositeType("Pool", "A pool.", columns, columns(Counter::sentence, "The pool's name."), types);
            TYPE = new TabularType("Pools", "Pools by name.", ROW, new String[] {NAME});
        } catch (OpenDataException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private PoolTable() {
    }

    private static String[] columns(Function<Counter, String> of, String first) {
        return Stream.concat(Stream.of(first), Counter.OF_POOLS.stream().map(of)).toArray(String[]::new);
    }

    static TabularData of(List<PoolStats> pools) {
        TabularData table = new TabularDataSupport(TYPE);
        for (PoolStats pool : pools) {
            Map<String, Object> row = new HashMap<>();
            row.put(NAME, pool.name());
            for (Counter counter : Counter.OF_POOLS) {
                OptionalLong value = pool.get(counter);
                row.put(AllocatorBean.attributeOf(counter), value.isPresent() ? value.getAsLong() : null);
            }
            try {
                table.put(new CompositeDataSupport(ROW, row));
            } catch (OpenDataException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return table;
    }
}
