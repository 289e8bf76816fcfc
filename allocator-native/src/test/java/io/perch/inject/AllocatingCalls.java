/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import java.util.Set;

/** Which calls of libraries are taken for allocations: those that return objects which they may have made, and those that grow. */
final class AllocatingCalls {
    /** They return what there is. */
    private static final Set<String> GETTERS = Set.of("currentThread", "get", "getAndSet", "getAcquire", "getPlain", "getOpaque",
            "next", "requireNonNull", "peek", "poll", "pop", "remove", "last", "first", "getClass", "getClassLoader", "orElse",
            "orElseThrow", "cast", "name", "getKey", "getValue", "getMessage", "getCause", "nativeOrder", "getSystemClassLoader",
            "compareAndExchange", "getOrDefault", "intern", "getDeclaringClass", "element", "getFirst", "getLast", "join", "clear");
    /** They may make what they keep. */
    private static final Set<String> GROWING = Set.of("add", "addAll", "offer", "push", "put", "putIfAbsent", "start", "log", "set",
            "increment", "decrement", "await", "sleep", "forEach", "sum", "load", "loadLibrary", "lines", "removeIf", "register");
    private static final Set<String> VIEWS = Set.of("slice", "duplicate", "allocate", "allocateDirect", "wrap", "asReadOnlyBuffer",
            "asLongBuffer", "asIntBuffer");
    /** No method of theirs allocates, or none that returns or grows. */
    private static final Set<String> PLAIN = Set.of("java/lang/invoke/VarHandle", "java/lang/invoke/MethodHandle", "java/lang/Math",
            "java/util/concurrent/atomic/AtomicLong", "java/util/concurrent/atomic/AtomicInteger",
            "java/util/concurrent/atomic/AtomicBoolean", "java/util/concurrent/atomic/AtomicReference");

    private AllocatingCalls() {
    }

    static boolean contain(String owner, String name, String descriptor) {
        if (owner.startsWith("[")) {
            return name.equals("clone");
        }
        if (owner.startsWith("com/sun/jna/")) {
            return true;
        }
        if (!owner.startsWith("java/") || name.startsWith("<") || PLAIN.contains(owner)) {
            return false;
        }
        if (owner.startsWith("java/nio/") && owner.endsWith("Buffer")) {
            return VIEWS.contains(name);
        }
        boolean returnsObject = descriptor.charAt(descriptor.indexOf(')') + 1) == 'L'
                || descriptor.charAt(descriptor.indexOf(')') + 1) == '[';
        return GROWING.contains(name) || returnsObject && !GETTERS.contains(name);
    }
}
