/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.options;

import io.perch.tools.options.Option.Topic;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./perch options}: every option, with its default, its unit, what it does and when to change it. */
@Command(name = "options", mixinStandardHelpOptions = true,
        description = "Every option: a system property, its default and unit, what it does, when to change it.")
public final class OptionsCommand implements Callable<Integer> {
    private static final String HEAD = "| option | default | unit | what it does | when to change it |%n|---|---|---|---|---|%n";

    @picocli.CommandLine.Option(names = "--markdown", description = "As the tables of docs/tuning.md.")
    private boolean markdown;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (Topic topic : Topic.values()) {
            out.printf("## %s%n%s%n", topic, markdown ? table(topic) : list(topic));
        }
        out.flush();
        return 0;
    }

    /** The table of a topic in Markdown. */
    static String table(Topic topic) {
        return Arrays.stream(Option.values()).filter(option -> option.topic() == topic)
                .map(option -> String.format("| `%s` | %s | %s | %s | %s |%n", option.property(), option.initial(), option.unit(),
                        option.effect(), option.suggestion()))
                .collect(Collectors.joining("", String.format(HEAD), ""));
    }

    private static String list(Topic topic) {
        return Arrays.stream(Option.values()).filter(option -> option.topic() == topic)
                .map(option -> String.format("  -D%s=...   (%s; default: %s)%n      %s%n      Change it: %s%n", option.property(),
                        option.unit(), option.initial(), option.effect(), option.suggestion()).replace("`", ""))
                .collect(Collectors.joining());
    }
}
