/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command prints, and the file that its figures go to as well if the user names one. */
public final class Output {
    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to FILE as well.")
    private Path json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** What the command prints to. */
    public PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** The same, once the machine is described there. */
    public PrintWriter begin() {
        PrintWriter out = out();
        MachineDescription.describe().forEach(out::println);
        return out;
    }

    /** @param figures made only if they go to a file */
    public void writeJson(Supplier<String> figures) throws IOException {
        if (json != null) {
            Files.writeString(json, figures.get());
        }
    }
}
