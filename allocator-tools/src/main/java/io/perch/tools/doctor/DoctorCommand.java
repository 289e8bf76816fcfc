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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code perch doctor}. */
@Command(name = "doctor", mixinStandardHelpOptions = true,
        description = {"Says what Perch finds on this machine, what it uses of it, and why not more.",
            "With a PID: whether that process is on Perch."})
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "PID", description = "a running JVM of this user; it is not disturbed for long")
    private Long pid;

    @Option(names = "--json", paramLabel = "FILE", converter = OutputFile.class, description = "write it to this file as JSON, too")
    private Path json;

    @Override
    public Integer call() throws IOException {
        if (pid != null) {
            return ofProcess();
        }
        Diagnosis diagnosis = Diagnosis.make();
        print(diagnosis.text(), diagnosis.json());
        return 0;
    }

    private int ofProcess() throws IOException {
        RunningProcess process = new RunningProcess(pid.toString());
        try {
            ProcessDiagnosis diagnosis = ProcessDiagnosis.of(process.property("io.perch.netty.status"),
                    process.property("io.netty.bootstrap.extensions"), process.objects());
            print(diagnosis.text(), diagnosis.json());
            return 0;
        } catch (IOException unreachable) {
            spec.commandLine().getErr().println(unreachable.getMessage());
            return 1;
        }
    }

    private void print(String text, Map<String, Object> contents) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
        if (json != null) {
            Json.write(json, contents);
        }
    }
}
