/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.profile;

import io.perch.profile.CallSite;
import io.perch.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A profile for {@code pprof}: profile.proto, compressed. Its kinds are those of a heap profile; live bytes are shown first. */
final class Pprof {
    private final ProtocolBuffer profile = new ProtocolBuffer();
    /** Numbers by text; the first has to be "". */
    private final Map<String, Long> strings = new LinkedHashMap<>(Map.of("", 0L));
    private final Map<List<String>, Long> functions = new LinkedHashMap<>();
    private final Map<StackTraceElement, Long> locations = new LinkedHashMap<>();

    private Pprof() {
    }

    static byte[] of(Profile profile) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(new Pprof().write(profile));
        }
        return compressed.toByteArray();
    }

    private byte[] write(Profile from) {
        kind(1, "alloc_space", "bytes");
        kind(1, "inuse_objects", "count");
        kind(1, "inuse_space", "bytes");
        from.sites().forEach(this::sample);
        profile.number(9, System.currentTimeMillis() * 1_000_000);
        kind(11, "space", "bytes");
        profile.number(12, from.interval());
        profile.number(14, string("inuse_space"));
        strings.keySet().forEach(text -> profile.text(6, text));
        return profile.toByteArray();
    }

    private void kind(int field, String type, String unit) {
        profile.message(field, new ProtocolBuffer().number(1, string(type)).number(2, string(unit)));
    }

    private void sample(CallSite site) {
        ProtocolBuffer sample = new ProtocolBuffer();
        site.frames().forEach(frame -> sample.number(1, location(frame)));
        sample.number(2, Math.round(site.allocatedBytes().value()));
        sample.number(2, Math.round(site.liveBlocks().value()));
        sample.number(2, Math.round(site.liveBytes().value()));
        profile.message(2, sample);
    }

    private long string(String text) {
        return strings.computeIfAbsent(text, added -> (long) strings.size());
    }

    private long location(StackTraceElement frame) {
        Long known = locations.get(frame);
        if (known != null) {
            return known;
        }
        long id = locations.size() + 1L;
        locations.put(frame, id);
        ProtocolBuffer line = new ProtocolBuffer().number(1, function(frame)).number(2, Math.max(0, frame.getLineNumber()));
        profile.message(4, new ProtocolBuffer().number(1, id).message(4, line));
        return id;
    }

    private long function(StackTraceElement frame) {
        String file = frame.getFileName() == null ? "" : frame.getFileName();
        List<String> key = List.of(Frames.name(frame), file);
        Long known = functions.get(key);
        if (known != null) {
            return known;
        }
        long id = functions.size() + 1L;
        functions.put(key, id);
        long name = string(key.get(0));
        profile.message(5, new ProtocolBuffer().number(1, id).number(2, name).number(3, name).number(4, string(file)));
        return id;
    }
}
