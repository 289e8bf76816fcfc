/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.options;

import io.perch.options.Option;
import io.perch.options.Option.Topic;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./perch options}: every option, with its default, its unit and range, what it does and when to change it. */
@Command(name = "options", mixinStandardHelpOptions = true,
        description = "Every option: a system property, its default, unit and range, what it does, when to change it.")
public final class OptionsCommand implements Callable<Integer> {
    private static final String HEAD = "| option | default | unit | range | what it does | when to change it |%n"
            + "|---|---|---|---|---|---|%n";

    @picocli.CommandLine.Option(names = "--markdown", description = "As the tables of docs/tuning.md.")
    private boolean markdown;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (Topic topic : Topic.values()) {
            out.printf("## %s%n%s%n", topic, markdown ? String.format(HEAD) + each(topic, OptionsCommand::row)
                    : each(topic, OptionsCommand::paragraph));
        }
        out.flush();
        return 0;
    }

    private static String each(Topic topic, Function<Option, String> form) {
        return Option.ALL.stream().filter(option -> option.topic() == topic).map(form).collect(Collectors.joining());
    }

    private static String row(Option option) {
        return String.format("| `%s` | %s | %s | %s | %s | %s |%n", option.property(), option.initial(), option.unit(),
                option.range(), option.effect(), option.suggestion());
    }

    private static String paragraph(Option option) {
        String range = option.range().isEmpty() ? "" : ", " + option.range();
        return String.format("  -D%s=...   (%s%s; default: %s)%n      %s%n      Change it: %s%n", option.property(), option.unit(),
                range, option.initial(), option.effect(), option.suggestion()).replace("`", "");
    }
}
