/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.util.function.Consumer;

/** {@code ByteBufUtil.DEFAULT_ALLOCATOR}, unless there is a Vert.x beside it that would lose Perch's buffers. */
final class NettyRewrite extends AllocatorRewrite {
    private final VertxRewrite vertx;

    /**
     * @param vertx    what has to be possible where there is a Vert.x
     * @param problems is told why nothing was rewritten
     */
    NettyRewrite(VertxRewrite vertx, Consumer<String> problems) {
        super("io.netty.buffer.ByteBufUtil"::equals, "DEFAULT_ALLOCATOR", "DEFAULT_ALLOCATOR", "Netty's own allocator stays",
                problems);
        this.vertx = vertx;
    }

    @Override
    String obstacle(ClassLoader loader) {
        return vertx.isPossible(loader) ? "" : "the Vert.x on the class path would lose each buffer of Perch that it receives";
    }
}
