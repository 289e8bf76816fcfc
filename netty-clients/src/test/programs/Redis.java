/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of Redis's own, Debian's {@code redis-server}, for as long as a program runs. */
final class Redis implements AutoCloseable {
    final int port = Facts.freePort();
    private final Process server;

    Redis() throws Exception {
        ProcessBuilder program = new ProcessBuilder(List.of("redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "",
                "--appendonly", "no")).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            server = program.start();
        } catch (IOException missing) {
            throw new IOException("redis-server is missing: apt-get install redis-server", missing);
        }
        for (int i = 0; !accepts(); i++) {
            if (i == 400 || !server.isAlive()) {
                throw new IOException("redis-server does not accept connections on port " + port);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        server.destroy();
    }
}
