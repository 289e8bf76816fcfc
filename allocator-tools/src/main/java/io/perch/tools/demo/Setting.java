/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

/**
 * What all rounds have in common.
 *
 * @param transport   Netty's way to the sockets
 * @param workers     the server's business threads
 * @param connections keep-alive connections of the clients
 * @param responder   makes the response bodies
 */
record Setting(Transport transport, Workers workers, int connections, Responder responder) {
    /** How the server and the clients are set up, for the reader of a report. */
    String description() {
        int loops = Runtime.getRuntime().availableProcessors();
        return "HTTP/1.1 over loopback TCP, transport " + transport.name() + ", " + connections
                + " keep-alive connections (every fourth with 4 requests in flight), " + loops
                + " event loops each for server and clients. "
                + "Half of the requests are answered by the event loop, half are handed to " + workers.description()
                + ", which release the request and allocate the response: threads without Netty's thread caches.";
    }
}
