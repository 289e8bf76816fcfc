/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools;

import io.perch.tools.demo.DemoCommand;
import io.perch.tools.doctor.DoctorCommand;
import io.perch.tools.gateway.GatewayCommand;
import io.perch.tools.options.OptionsCommand;
import io.perch.tools.profile.ProfileCommand;
import io.perch.tools.stat.StatCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code ./perch}. */
@Command(name = "perch", description = "Perch: a per-CPU memory allocator for off-heap buffers on the JVM.",
        subcommands = {DemoCommand.class, DoctorCommand.class, StatCommand.class, ProfileCommand.class, GatewayCommand.class,
            OptionsCommand.class,
            CommandLine.HelpCommand.class},
        mixinStandardHelpOptions = true)
public final class Perch {
    private Perch() {
    }

    /** Runs the command, and ends the JVM with its status: 0 done, 1 failed, 2 bad options. */
    public static void main(String[] arguments) {
        int status = 1;
        try {
            status = commandLine().execute(arguments);
        } finally {
            // Also after an Error: event loops that are left behind would keep the JVM alive.
            System.exit(status);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Perch())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> {
                    exception.printStackTrace(commandLine.getErr());
                    return 1;
                });
    }
}
