/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.netty.PerchByteBufAllocator;
import io.perch.profile.CallSite;
import io.perch.profile.Estimate;
import io.perch.profile.Profile;
import io.perch.profile.ProfileText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code perch profile} finds and writes. */
@Timeout(120)
class ProfileCommandTest {
    private static final int REQUESTS = 20_000;
    private static final int LEAK_EVERY = 20;
    private static final int BYTES = 1000;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new ProfileCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    /** A server that forgets one request in twenty, as {@code Netty}'s users do. */
    private static final class LeakyServer {
        private final List<ByteBuf> lost = new ArrayList<>();
        private final PerchByteBufAllocator allocator;

        LeakyServer(PerchAllocator blocks) {
            allocator = PerchByteBufAllocator.builder().allocator(blocks).build();
        }

        void handle(int request) {
            ByteBuf body = readBody();
            respond();
            if (request % LEAK_EVERY == 0) {
                lost.add(body);
            } else {
                body.release();
            }
        }

        private ByteBuf readBody() {
            return allocator.directBuffer(BYTES);
        }

        private void respond() {
            allocator.directBuffer(BYTES).release();
        }

        void end() {
            lost.forEach(ByteBuf::release);
        }
    }

    private void awaitProfile(String process, String text) throws InterruptedException {
        while (run(process) != 0 || !out.toString().contains(text)) {
            TimeUnit.MILLISECONDS.sleep(100);
            out.getBuffer().setLength(0);
        }
    }

    @Test
    void aPlantedLeakIsTheWidestFlame(@TempDir Path directory) throws IOException, InterruptedException {
        String process = Long.toString(ProcessHandle.current().pid());
        Path html = directory.resolve("profile.html");
        Path collapsed = directory.resolve("profile.txt");
        Path pprof = directory.resolve("profile.pb.gz");
        try (PerchAllocator blocks = PerchAllocator.create(PerchConfig.builder().profile(8 << 10).build())) {
            LeakyServer server = new LeakyServer(blocks);
            for (int request = 0; request < REQUESTS; request++) {
                server.handle(request);
            }
            awaitProfile(process, "LeakyServer.readBody:");
            assertThat(run(process, "--html", html.toString(), "--collapsed", collapsed.toString(), "--pprof", pprof.toString()))
                    .isZero();
            server.end();
        }
        assertThat(Files.readString(collapsed).lines()).singleElement().asString()
                .matches(".*;.*LeakyServer\\.handle;.*LeakyServer\\.readBody;.*directBuffer \\d+");
        assertThat(Files.readString(html)).contains("LeakyServer.readBody: ", "id=\"flames\"").doesNotContain("respond: ");
        byte[] message = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(pprof))).readAllBytes();
        assertThat(new String(message, StandardCharsets.ISO_8859_1)).contains(
                "inuse_space", "alloc_space", "LeakyServer.readBody", "ProfileCommandTest.java");
        assertThat(run(process)).as("the file goes with the allocator").isEqualTo(1);
        assertThat(err.toString()).contains("-Dperch.profile=512k");
    }

    @Test
    void aRunningProcessIsAskedToSample() throws InterruptedException {
        String process = Long.toString(ProcessHandle.current().pid());
        PerchConfig config = PerchConfig.builder().profile(0).build();
        try (PerchAllocator blocks = PerchAllocator.create(config); PerchAllocator more = PerchAllocator.create(config)) {
            blocks.allocate(BYTES);
            assertThat(run(process, "--on", "8k")).as("%s", err).isZero();
            // Another test's allocator may have answered, and this machine may be busy.
            for (int i = 0; i < 100 && !(blocks.isProfiled() && more.isProfiled()); i++) {
                Thread.sleep(50);
            }
            assertThat(blocks.isProfiled() && more.isProfiled()).isTrue();
            assertThat(out.toString()).containsPattern("[1-9] allocators? samples? one block in 8192 bytes from now on");
            for (int i = 0; i < REQUESTS; i++) {
                blocks.allocate(BYTES);
            }
            awaitProfile(process, "ProfileCommandTest.aRunningProcessIsAskedToSample:");
            assertThat(run(process, "--off")).isZero();
            assertThat(blocks.isProfiled() || more.isProfiled()).isFalse();
            assertThat(run(process)).isEqualTo(1);
        }
        assertThat(run("0", "--on", "8k")).isEqualTo(1);
        assertThat(run(process, "--on", "many")).isEqualTo(2);
    }

    @Test
    void aFileIsReadAsItWasWritten(@TempDir Path directory) throws IOException {
        StackTraceElement frame = new StackTraceElement("a.B<c>", "d", null, -1);
        CallSite site = new CallSite(List.of(frame, new StackTraceElement("e.F", "g", "F.java", 7)), 3,
                new Estimate(3 << 20, 1 << 19), new Estimate(3, 1.5), 90_000, 700, new Estimate(9e9, 1e6));
        Profile profile = new Profile(512 << 10, 2, List.of(site));
        assertThat(ProfileText.parse(ProfileText.of(profile))).isEqualTo(profile);
        Path kept = directory.resolve("kept");
        Files.writeString(kept, ProfileText.of(profile));
        Path html = directory.resolve("profile.html");
        assertThat(run(kept.toString(), "--html", html.toString())).isZero();
        assertThat(out.toString()).contains("3.0 MiB ± 512.0 KiB in use, by 1 call site;", "2 samples were lost", "a.B<c>.d");
        assertThat(Files.readString(html)).contains("a.B&lt;c&gt;.d").doesNotContain("B<c>");
    }

    @Test
    void whatIsInUseWasAllocated(@TempDir Path directory) throws IOException {
        CallSite site = new CallSite(List.of(new StackTraceElement("a.B", "c", "B.java", 7)), 3, new Estimate(22 << 20, 1 << 20),
                new Estimate(22, 1), 90_000, 700, new Estimate(16 << 20, 16 << 20));
        Path kept = Files.writeString(directory.resolve("kept"), ProfileText.of(new Profile(512 << 10, 0, List.of(site))));
        assertThat(run(kept.toString())).isZero();
        assertThat(out.toString().lines()).last().asString().matches(" *22\\.0 MiB .* 22\\.0 MiB +a\\.B\\.c:7");
    }

    @Test
    void aProfileOfNothingIsAPageToo(@TempDir Path directory) throws IOException {
        Path kept = directory.resolve("kept");
        Files.writeString(kept, ProfileText.of(new Profile(512 << 10, 0, List.of())));
        Path html = directory.resolve("profile.html");
        Path collapsed = directory.resolve("profile.txt");
        Path pprof = directory.resolve("profile.pb.gz");
        assertThat(run(kept.toString(), "--html", html.toString(), "--collapsed", collapsed.toString(), "--pprof",
                pprof.toString())).as("%s", err).isZero();
        assertThat(out.toString()).contains("0 B ± 0 B in use, by 0 call sites").doesNotContain("NaN");
        assertThat(Files.readString(html)).contains(">all</div>", "prefers-color-scheme: dark").doesNotContain("NaN", "Infinity");
        assertThat(collapsed).isEmptyFile();
        assertThat(pprof).isNotEmptyFile();
    }

    @Test
    void whatIsNoProfileIsRefused(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("file");
        Files.writeString(file, "hello");
        assertThat(run(file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no profile");
        assertThat(run("4194305")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no process 4194305");
    }
}
