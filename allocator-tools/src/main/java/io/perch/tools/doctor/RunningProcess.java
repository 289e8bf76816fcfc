/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.doctor;

import io.perch.tools.Processes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What {@code jcmd} tells about a JVM of this user, which needs to know nothing of Perch. This JVM is asked without {@code jcmd},
 * as it may not answer while it waits for that.
 */
final class RunningProcess {
    /** A JVM that is stopped would never answer. */
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+).*");

    private final String pid;

    RunningProcess(String pid) {
        this.pid = pid;
    }

    private boolean isThis() {
        return pid.equals(Long.toString(ProcessHandle.current().pid()));
    }

    /** A system property, as {@code jcmd} writes it: with escaped characters. */
    String property(String name) throws IOException {
        return isThis() ? System.getProperty(name, "")
                : jcmd("VM.system_properties").lines().filter(line -> line.startsWith(name + '='))
                        .map(line -> line.substring(name.length() + 1).replace("\\", "")).findFirst().orElse("");
    }

    /** How many objects of each class there are, dead ones included: no collection is needed for it. */
    Map<String, Long> objects() throws IOException {
        return objects(isThis() ? histogramOfThis() : jcmd("GC.class_histogram", "-all"));
    }

    private static String histogramOfThis() throws IOException {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                    new Object[] {new String[] {"-all"}}, new String[] {String[].class.getName()});
        } catch (JMException refused) {
            throw new IOException("this JVM does not count its objects: " + refused, refused);
        }
    }

    static Map<String, Long> objects(String histogram) {
        Map<String, Long> objects = new TreeMap<>();
        histogram.lines().map(LINE::matcher).filter(Matcher::matches)
                .forEach(line -> objects.merge(line.group(2), Long.parseLong(line.group(1)), Long::sum));
        return objects;
    }

    private String jcmd(String... arguments) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new IOException("there is no " + jcmd + ": a JDK is needed to look into another process");
        }
        String[] command = new String[2 + arguments.length];
        command[0] = jcmd.toString();
        command[1] = pid;
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(Processes.unknown(Long.parseLong(pid),
                        output.isBlank() ? "does not answer jcmd" : "is no JVM that answers this user: " + output.strip()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        return output;
    }
}
