/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.profile;

import io.perch.profile.CallSite;
import java.util.List;

/** Frames as people read them. */
final class Frames {
    /** Who allocates is behind these. */
    private static final List<String> LIBRARIES = List.of("io.netty.buffer.", "io.netty.util.", "java.", "jdk.");

    private Frames() {
    }

    /** The class and method of a frame. */
    static String name(StackTraceElement frame) {
        return frame.getClassName() + '.' + frame.getMethodName();
    }

    /** Class, method and line of a frame. */
    static String place(StackTraceElement frame) {
        return frame.getLineNumber() > 0 ? name(frame) + ':' + frame.getLineNumber() : name(frame);
    }

    /** The innermost frame of a call site that is not that of a library for buffers. */
    static String caller(CallSite site) {
        return site.frames().stream().filter(frame -> LIBRARIES.stream().noneMatch(frame.getClassName()::startsWith)).findFirst()
                .or(() -> site.frames().stream().findFirst()).map(Frames::place).orElse("unknown");
    }
}
