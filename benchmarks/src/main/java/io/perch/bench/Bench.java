/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.bench.footprint.FootprintCommand;
import io.perch.bench.limit.LimitCommand;
import io.perch.bench.lock.LockCommand;
import io.perch.bench.malloc.MallocCommand;
import io.perch.bench.many.ManyCommand;
import io.perch.bench.netty.NettyCommand;
import io.perch.bench.netty.ProfileCommand;
import io.perch.bench.progress.ProgressCommand;
import io.perch.bench.scale.ScaleCommand;
import io.perch.bench.start.StartCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./perch bench}: measurements of Perch and its peers, side by side in one run. */
@Command(name = "perch bench", description = "Measures Perch and its peers side by side.", mixinStandardHelpOptions = true,
        subcommands = {PairCommand.class, ModesCommand.class, CounterCommand.class, PoolCommand.class, NettyCommand.class,
            ProfileCommand.class, FootprintCommand.class, LimitCommand.class, LockCommand.class, MallocCommand.class,
            ManyCommand.class, ProgressCommand.class, ScaleCommand.class, StartCommand.class, AllCommand.class,
            CommandLine.HelpCommand.class})
public final class Bench {
    private Bench() {
    }

    /** Runs the subcommand and exits with its code. */
    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Bench());
        command.setExecutionExceptionHandler((failure, line, result) -> {
            line.getErr().println(failure.getMessage());
            return line.getCommandSpec().exitCodeOnExecutionException();
        });
        System.exit(command.execute(args));
    }
}
