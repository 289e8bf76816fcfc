/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import io.perch.storm.Injection;
import io.perch.storm.Storm;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;

/** What this module's jar runs: {@code jcstress} or {@code storm}, with the arguments that follow. */
public final class Main {
    private Main() {
    }

    /** Runs one of both, and exits with its status. */
    public static void main(String[] arguments) throws Exception {
        String[] rest = Arrays.stream(arguments).skip(1).toArray(String[]::new);
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "jcstress" -> JcstressRunner.main(rest);
            case "storm" -> {
                if (System.getProperty(Injection.LIBRARY) == null) {
                    System.setProperty(Injection.LIBRARY, target().resolve("storm/libperch-storm.so").toString());
                }
                Storm.main(rest);
            }
            default -> {
                System.err.println("usage: jcstress ..., or storm ...");
                System.exit(2);
            }
        }
    }

    /** The directory that the module was built into. */
    static Path target() throws URISyntaxException {
        return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getParent();
    }
}
