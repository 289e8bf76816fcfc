/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.example;

import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers a request with its own body, or with the bytes that Netty's default pool holds; it knows nothing of Perch. */
@ApplicationScoped
public class EchoRoute {
    void add(@Observes Router router) {
        router.post("/").handler(context -> context.request().bodyHandler(body -> context.response().end(body)).resume());
        router.get("/pool").handler(context -> context.response()
                .end(Long.toString(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())));
    }
}
