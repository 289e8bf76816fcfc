/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import io.perch.options.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A setup and the operations to run on it. As text it is a line for the setup, then a line for each operation. */
record Program(Setup setup, List<Operation> operations) {
    /** Parses what {@link #toString} writes. */
    static Program parse(String text) {
        List<String> lines = text.strip().lines().toList();
        String[] words = lines.get(0).strip().split(" +");
        Setup setup = new Setup(Mode.of(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), Integer.parseInt(words[3]),
                words[words.length - 1].equals("hardened"));
        return new Program(setup, lines.stream().skip(1).map(Operation::parse).toList());
    }

    /** Runs it on a new allocator and closes that; any difference from the model is an {@link AssertionError}. */
    void run() {
        try (Subject subject = new Subject(setup)) {
            run(subject);
        }
    }

    /** Runs it on an existing allocator of its setup, and frees what is left. */
    void run(Subject subject) {
        subject.place().begin();
        for (Operation operation : operations) {
            operation.apply(subject);
        }
        subject.freeAll();
        subject.check();
    }

    /** The source of a test that runs this program. */
    String toTest() {
        String quotes = "\"".repeat(3);
        return "@Test\nvoid found() {\n    Program.parse(" + quotes + "\n" + toString().indent(8) + "        " + quotes
                + ").run();\n}\n";
    }

    /** Without the operations from {@code from} to {@code to}. */
    Program without(int from, int to) {
        List<Operation> rest = new ArrayList<>(operations.subList(0, from));
        rest.addAll(operations.subList(to, operations.size()));
        return new Program(setup, rest);
    }

    /** The operations of this program, followed by those of another. */
    Program then(Program other) {
        List<Operation> both = new ArrayList<>(operations);
        both.addAll(other.operations);
        return new Program(setup, both);
    }

    @Override
    public String toString() {
        return setup + operations.stream().map(operation -> "\n" + operation).collect(Collectors.joining());
    }
}
