/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;

/** Netty's pooled and adaptive allocators in the process, also those of relocated Nettys, and the memory that they hold. */
public final class Allocators {
    private static final String NETTYS = "io.netty.buffer";
    private static final Set<Object> ALL = Collections.newSetFromMap(new WeakHashMap<>());
    private static final Set<String> RELOCATED = new HashSet<>();

    private Allocators() {
    }

    static Object add(Object allocator) {
        String nettys = allocator.getClass().getPackageName();
        boolean first;
        synchronized (ALL) {
            ALL.add(allocator);
            first = nettys.endsWith(NETTYS) && !nettys.equals(NETTYS) && RELOCATED.add(nettys);
        }
        if (first) {
            PerchAgent.say("does not reach the relocated Netty of " + nettys + ", which has its memory from "
                    + allocator.getClass().getSimpleName());
        }
        return null;
    }

    /** Bytes of direct memory by class name. */
    public static Map<String, Long> held() {
        Map<String, Long> held = new TreeMap<>();
        List<Object> all;
        synchronized (ALL) {
            all = List.copyOf(ALL);
        }
        for (Object allocator : all) {
            try {
                held.merge(allocator.getClass().getName(), held(allocator), Long::sum);
            } catch (ReflectiveOperationException | RuntimeException unknown) {
                held.merge(allocator.getClass().getName(), 0L, Long::sum);
            }
        }
        return held;
    }

    private static long held(Object allocator) throws ReflectiveOperationException {
        Class<?> type = allocator.getClass();
        Object metric = type.getMethod("metric").invoke(allocator);
        Class<?> metrics = Class.forName(type.getPackageName() + ".ByteBufAllocatorMetric", true, type.getClassLoader());
        return (long) metrics.getMethod("usedDirectMemory").invoke(metric);
    }
}
