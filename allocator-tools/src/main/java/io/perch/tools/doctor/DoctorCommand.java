/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.doctor;

import io.perch.tools.Json;
import io.perch.tools.OutputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code perch doctor}. */
@Command(name = "doctor", mixinStandardHelpOptions = true,
        description = "Says what Perch finds on this machine, what it uses of it, and why not more.")
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", paramLabel = "FILE", converter = OutputFile.class, description = "write it to this file as JSON, too")
    private Path json;

    @Override
    public Integer call() throws IOException {
        Diagnosis diagnosis = Diagnosis.make();
        PrintWriter out = spec.commandLine().getOut();
        out.print(diagnosis.text());
        out.flush();
        if (json != null) {
            Json.write(json, diagnosis.json());
        }
        return 0;
    }
}
