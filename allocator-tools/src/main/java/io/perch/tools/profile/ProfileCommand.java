/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.profile;

import io.perch.profile.CallSite;
import io.perch.profile.Profile;
import io.perch.profile.ProfileText;
import io.perch.publish.CountersDirectory;
import io.perch.tools.OutputFile;
import io.perch.tools.Processes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perch profile}. */
@Command(name = "profile", mixinStandardHelpOptions = true,
        description = "Tells who holds the off-heap memory of a process with -Dperch.profile=512k, or after --on, as of"
                + " some seconds ago.")
public final class ProfileCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PID|FILE", description = "whose; or a profile that was kept")
    private String which;

    @Option(names = "--html", paramLabel = "FILE", converter = OutputFile.class, description = "write a page with a flame graph")
    private Path html;

    @Option(names = "--collapsed", paramLabel = "FILE", converter = OutputFile.class,
            description = "write collapsed stacks with live bytes, for flame graph tools")
    private Path collapsed;

    @Option(names = "--pprof", paramLabel = "FILE", converter = OutputFile.class, description = "write a profile for pprof, .pb.gz")
    private Path pprof;

    @Option(names = "--on", paramLabel = "BYTES", converter = ByteCount.class,
            description = "have PID sample one block in so many bytes, such as 512k, from now on")
    private Long on;

    @Option(names = "--off", description = "have PID sample no more")
    private boolean off;

    @Option(names = "--most", defaultValue = "20", description = "call sites that are listed (default: ${DEFAULT-VALUE})")
    private int most;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (on != null || off) {
                out.println(ProfileSwitch.of(which).turn(off ? 0 : on));
                out.flush();
                return 0;
            }
            Profile profile = merged(files());
            ProfilePage page = new ProfilePage(profile, most);
            if (html != null) {
                Files.writeString(html, page.html(which));
            }
            if (collapsed != null) {
                Files.writeString(collapsed, CollapsedStacks.of(profile));
            }
            if (pprof != null) {
                Files.write(pprof, Pprof.of(profile));
            }
            out.print(page.text());
            out.flush();
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private List<Path> files() throws IOException {
        if (!Processes.isMeantBy(which)) {
            return List.of(Path.of(which));
        }
        long process = Long.parseLong(which);
        List<Path> files = CountersDirectory.profilesOf(process);
        if (files.isEmpty()) {
            throw new IOException(Processes.unknown(process, "publishes no profile: it needs -Dperch.profile=512k or --on 512k, and"
                    + " has one a moment after its first allocation"));
        }
        return files;
    }

    /** All allocators of a process together. */
    private static Profile merged(List<Path> files) throws IOException {
        List<CallSite> sites = new ArrayList<>();
        long interval = 0;
        long lost = 0;
        for (Path file : files) {
            Profile profile = ProfileText.parse(Files.readString(file));
            sites.addAll(profile.sites());
            interval = Math.max(interval, profile.interval());
            lost += profile.lost();
        }
        return new Profile(interval, lost, sites);
    }
}
