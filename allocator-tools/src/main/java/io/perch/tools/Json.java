/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes maps, iterables, strings, numbers, booleans and null as JSON, indented by two spaces. */
public final class Json {
    private Json() {
    }

    /**
     * The value as JSON text.
     *
     * @param value made of {@link Map}, {@link Iterable}, {@link Number}, {@link Boolean} and null; anything else is written as its
     *              text
     */
    public static String text(Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value, "\n");
        return out.append('\n').toString();
    }

    /** Writes the value's JSON text to a file, replacing what was there. */
    public static void write(Path file, Object value) throws IOException {
        Files.writeString(file, text(value), StandardCharsets.UTF_8);
    }

    private static void write(StringBuilder out, Object value, String newLine) {
        String inner = newLine + "  ";
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator).append(inner);
                writeString(out, String.valueOf(entry.getKey()));
                write(out.append(": "), entry.getValue(), inner);
                separator = ",";
            }
            out.append(map.isEmpty() ? "{}" : newLine + "}");
        } else if (value instanceof Iterable<?> items) {
            String separator = "[";
            for (Object item : items) {
                write(out.append(separator).append(inner), item, inner);
                separator = ",";
            }
            out.append(separator.equals("[") ? "[]" : newLine + "]");
        } else if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
            out.append("null");
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            writeString(out, value.toString());
        }
    }

    private static void writeString(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
