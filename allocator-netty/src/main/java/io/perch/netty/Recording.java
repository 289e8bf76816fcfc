/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.util.internal.SystemPropertyUtil;
import io.perch.span.Span;
import io.perch.span.SpanListener;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;

/**
 * Whether Flight Recorder records anything, as a constant: while it does not, compiled code has no trace of the question. A field
 * or an event's own {@code isEnabled} would leave one on the path of each buffer. The code is compiled again when a recording
 * starts and when the last one stops.
 *
 * <p>{@code -Dio.netty.jfr.enabled=false} keeps it off, like Netty's own events.
 */
final class Recording {
    private static final MutableCallSite SITE = new MutableCallSite(MethodHandles.constant(boolean.class, false));
    private static final MethodHandle ON = SITE.dynamicInvoker();
    private static final Recorder RECORDER = start();

    /** Publishes spans as chunks. */
    static final SpanListener SPANS = new SpanListener() {
        @Override
        public void created(Span span) {
            if (on()) {
                RECORDER.allocated(span);
            }
        }

        @Override
        public void emptied(Span span) {
            if (on()) {
                RECORDER.returned(span);
            }
        }

        @Override
        public void destroyed(Span span) {
            if (on()) {
                RECORDER.freed(span);
            }
        }
    };

    private Recording() {
    }

    private static Recorder start() {
        try {
            return SystemPropertyUtil.getBoolean("io.netty.jfr.enabled", true) ? FlightRecording.start() : null;
        } catch (LinkageError | RuntimeException noFlightRecorder) {
            return null;
        }
    }

    /** Whether a recording runs; then there is a {@link #recorder}. */
    static boolean on() {
        try {
            return (boolean) ON.invokeExact();
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Recorder recorder() {
        return RECORDER;
    }

    /** Ends it for good. */
    static void stop() {
        if (RECORDER != null) {
            RECORDER.stop();
            set(false);
        }
    }

    static synchronized void set(boolean on) {
        if (on != on()) {
            SITE.setTarget(MethodHandles.constant(boolean.class, on));
            MutableCallSite.syncAll(new MutableCallSite[] {SITE});
        }
    }
}
