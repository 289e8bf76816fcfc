/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.doctor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Whether a running process is on Perch.
 *
 * @param status what Perch said at its start, or ""
 * @param asked  whether Netty is told to look for extensions, of which Perch is one
 * @param ours   Netty buffers of Perch: one for each block that was ever handed out and still has its span
 * @param others objects of Netty's own pools, by class, also of relocated Nettys
 */
record ProcessDiagnosis(String status, boolean asked, long ours, Map<String, Long> others) {
    /** One object of this class is a mark of Netty's, without memory, as soon as there is an adaptive allocator. */
    private static final String ADAPTIVE_CHUNK = "netty.buffer.AdaptivePoolingAllocator$Chunk";
    private static final Pattern OURS = Pattern.compile("(.*\\.)?io\\.perch\\.netty\\.PerchByteBuf");
    private static final Pattern OTHERS = Pattern.compile("(.*\\.)?netty\\.buffer\\.("
            + "(Pooled|Adaptive)ByteBufAllocator|PoolChunk|AdaptivePoolingAllocator\\$\\w*Chunk"
            + "|Pooled(Unsafe)?DirectByteBuf|AdaptivePoolingAllocator\\$AdaptiveByteBuf)");

    /** @param extensions the property by which Netty is told to look for some, or "" */
    static ProcessDiagnosis of(String status, String extensions, Map<String, Long> objects) {
        Map<String, Long> others = new TreeMap<>();
        long ours = 0;
        for (Map.Entry<String, Long> type : objects.entrySet()) {
            if (OURS.matcher(type.getKey()).matches()) {
                ours += type.getValue();
            } else if (OTHERS.matcher(type.getKey()).matches()) {
                long marks = type.getKey().endsWith(ADAPTIVE_CHUNK) ? 1 : 0;
                if (type.getValue() > marks) {
                    others.put(type.getKey(), type.getValue() - marks);
                }
            }
        }
        return new ProcessDiagnosis(status, extensions.equals("serviceload"), ours, others);
    }

    /** The answer in a sentence. */
    String verdict() {
        boolean pools = others.keySet().stream().anyMatch(type -> type.endsWith("Chunk"));
        if (ours == 0 && status.isEmpty()) {
            return "no: there is no Netty allocator of Perch" + (asked ? ", although Netty is told to look for its extension: this"
                    + " Netty is older than 4.1.101, or perch-netty is not on its class path, or it has made no channel by a"
                    + " bootstrap" : "");
        }
        if (ours == 0) {
            return "no: Perch is there, but serves no Netty buffer";
        }
        return pools ? "in part: Netty buffers of Perch, and chunks of Netty's own pools" : "yes: Netty has no chunk of its own";
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "on Perch", verdict());
        line(text, "Perch", status.isEmpty() ? "said nothing at start" : status);
        line(text, "its buffers", String.format("%,d objects, one a block", ours));
        others.forEach((type, objects) -> line(text, "others", String.format("%,d of %s", objects, type)));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("%-13s %s%n", name, value));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", verdict());
        json.put("status", status);
        json.put("buffers", ours);
        json.put("others", others);
        return json;
    }
}
