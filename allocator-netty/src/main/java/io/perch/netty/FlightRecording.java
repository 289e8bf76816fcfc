/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.perch.netty.AllocatorEvents.AllocateBuffer;
import io.perch.netty.AllocatorEvents.AllocateChunk;
import io.perch.netty.AllocatorEvents.ChunkEvent;
import io.perch.netty.AllocatorEvents.FreeBuffer;
import io.perch.netty.AllocatorEvents.FreeChunk;
import io.perch.netty.AllocatorEvents.ReallocateBuffer;
import io.perch.netty.AllocatorEvents.ReturnChunk;
import io.perch.span.Span;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.RecordingState;

/** The only class that calls Flight Recorder: a run-time image without the module {@code jdk.jfr} cannot load it. */
final class FlightRecording implements Recorder, FlightRecorderListener {
    private static final List<Class<? extends Event>> EVENTS = List.of(AllocateBuffer.class, FreeBuffer.class,
            ReallocateBuffer.class, AllocateChunk.class, ReturnChunk.class, FreeChunk.class);

    /** Starts to listen for recordings, including those that are already running. */
    static Recorder start() {
        FlightRecording recording = new FlightRecording();
        FlightRecorder.addListener(recording);
        return recording;
    }

    @Override
    public void stop() {
        FlightRecorder.removeListener(this);
        if (FlightRecorder.isInitialized()) {
            EVENTS.forEach(FlightRecorder::unregister);
        }
    }

    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        EVENTS.forEach(FlightRecorder::register);
        update(recorder);
    }

    @Override
    public void recordingStateChanged(jdk.jfr.Recording recording) {
        update(FlightRecorder.getFlightRecorder());
    }

    /** Events are switched on and off while a recording runs, so each event checks for itself. */
    private static void update(FlightRecorder recorder) {
        Recording.set(recorder.getRecordings().stream().anyMatch(each -> each.getState() == RecordingState.RUNNING));
    }

    @Override
    public void allocated(PerchByteBuf buffer) {
        AllocateBuffer event = new AllocateBuffer();
        if (event.shouldCommit()) {
            event.fill(buffer);
            event.chunkPooled = buffer.isPooled();
            event.commit();
        }
    }

    @Override
    public void freed(PerchByteBuf buffer) {
        FreeBuffer event = new FreeBuffer();
        if (event.shouldCommit()) {
            event.fill(buffer);
            event.commit();
        }
    }

    @Override
    public void reallocates(PerchByteBuf buffer, int newCapacity) {
        ReallocateBuffer event = new ReallocateBuffer();
        if (event.shouldCommit()) {
            event.fill(buffer);
            event.newCapacity = newCapacity;
            event.commit();
        }
    }

    @Override
    public void allocated(Span span) {
        AllocateChunk event = new AllocateChunk();
        event.pooled = isPooled(span);
        commit(event, span);
    }

    @Override
    public void returned(Span span) {
        commit(new ReturnChunk(), span);
    }

    @Override
    public void freed(Span span) {
        FreeChunk event = new FreeChunk();
        event.pooled = isPooled(span);
        commit(event, span);
    }

    private static boolean isPooled(Span span) {
        return span.sizeClass() != Span.LARGE;
    }

    private static void commit(ChunkEvent event, Span span) {
        if (event.shouldCommit()) {
            event.capacity = (int) Math.min(Integer.MAX_VALUE, span.blockSize() * span.blocks());
            event.direct = true;
            event.address = span.address();
            event.commit();
        }
    }

    @Override
    public void allocatedArray(int length) {
        AllocateChunk event = new AllocateChunk();
        event.pooled = HeapPool.keeps(length);
        commit(event, length);
    }

    @Override
    public void returnedArray(int length) {
        commit(new ReturnChunk(), length);
    }

    @Override
    public void freedArray(int length) {
        FreeChunk event = new FreeChunk();
        event.pooled = HeapPool.keeps(length);
        commit(event, length);
    }

    private static void commit(ChunkEvent event, int length) {
        if (event.shouldCommit()) {
            event.capacity = length;
            event.commit();
        }
    }
}
