/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.call.IndexMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another user of the machine tries to have us load a file of his own, in place of the library that we unpack. */
class OtherUserIT {
    private static final int SHARED_LIKE_TMP = 01777;
    private static final int VISIBLE = 0755;
    private static final int STARTS = 5;
    /** Whatever appears in the shared directory makes room for a link to the user's own file, until a file ends it. */
    private static final String ATTACK = """
            while [ ! -e "$3" ]; do
                for name in "$1"/* "$1"/*/*; do
                    [ -e "$name" ] && { rm -rf "$name"; ln -sfn "$2" "$name"; ln -sfn "$2" "$name (deleted)"; }
                done
            done
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void assumeThatWeCanBeAnotherUser() throws IOException {
        assumeTrue(NativePlatform.get().supports(IndexMode.CPU), NativePlatform.get().reason(IndexMode.CPU));
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can be another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is missing");
    }

    @Test
    void theLibraryIsOursWhateverTheUmaskIs() throws Exception {
        Files.setAttribute(directory, "unix:mode", VISIBLE);
        Path shared = Files.createDirectory(directory.resolve("tmp"));
        Files.setAttribute(shared, "unix:mode", SHARED_LIKE_TMP);
        Path theirs = Files.writeString(directory.resolve("theirs.so"), "no library of ours");
        Path end = directory.resolve("end");
        Process attacker = new ProcessBuilder("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", ATTACK,
                "sh", shared.toString(), theirs.toString(), end.toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            for (int i = 0; i < STARTS; i++) {
                assertThat(new ChildJvm().under("sh", "-c", "umask 000; exec \"$@\"", "sh")
                        .option("-Dperch.native.dir=" + shared).run(Report.class)).contains("calls=work");
                assertThat(attacker.isAlive()).isTrue();
            }
        } finally {
            // Killed, it would leave a command behind that still works.
            Files.createFile(end);
            attacker.waitFor();
        }
    }
}
