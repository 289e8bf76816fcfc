/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The instructions of a library by the label that stands above them, as objdump prints them. */
final class Disassembly {
    private final Map<String, List<String>> instructions = new LinkedHashMap<>();
    private final Map<String, String> before = new LinkedHashMap<>();

    private Disassembly(List<String> lines) {
        List<String> current = new ArrayList<>();
        String last = "";
        for (String line : lines) {
            if (line.endsWith(">:")) {
                String label = line.substring(line.indexOf('<') + 1, line.length() - 2);
                current = new ArrayList<>();
                instructions.put(label, current);
                before.put(label, last);
            } else if (line.matches("\\s+[0-9a-f]+:\\t.*")) {
                last = withoutComment(line.substring(line.indexOf('\t') + 1));
                current.add(last);
            }
        }
    }

    private static String withoutComment(String instruction) {
        return instruction.replaceAll("\\s*(//|<|# ).*", "").replaceAll("\\s+", " ").strip();
    }

    static Disassembly of(String objdump, Path library) throws IOException, InterruptedException {
        return new Disassembly(run(objdump, "-d", "--no-show-raw-insn", library.toString()));
    }

    /** Bytes of a section. */
    static int sectionSize(String objdump, Path library, String section) throws IOException, InterruptedException {
        for (String line : run(objdump, "-h", library.toString())) {
            String[] words = line.strip().split("\\s+");
            if (words.length > 2 && words[1].equals(section)) {
                return Integer.parseInt(words[2], 16);
            }
        }
        return 0;
    }

    static boolean isInstalled(String objdump) {
        try {
            return !run(objdump, "--version").isEmpty();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output.lines().toList();
    }

    List<String> at(String label) {
        return instructions.getOrDefault(label, List.of());
    }

    /** The instruction right before a label. */
    String before(String label) {
        return before.getOrDefault(label, "");
    }

    /** All labels that end with a suffix, without it. */
    List<String> labelsEnding(String suffix) {
        return instructions.keySet().stream().filter(label -> label.endsWith(suffix))
                .map(label -> label.substring(0, label.length() - suffix.length())).toList();
    }
}
