/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes {@code PerchByteBufAllocator.DEFAULT} the {@code ByteBufAllocator.DEFAULT} of a process:
 * {@code java -javaagent:perch-netty-agent.jar ...}. The jar brings all of Perch; an application that has {@code perch-netty}
 * beside its Netty gets its own. With {@code -javaagent:perch-netty-agent.jar=pools}, also in place of the pools that gRPC and
 * BookKeeper make for themselves.
 *
 * <p>Netty has no setting for it: {@code io.netty.allocator.type} knows Netty's own allocators only. What stands in the way is
 * said on the standard error stream, and leaves Netty's allocator in place.
 */
public final class PerchAgent {
    private static final String POOLS = "pools";

    private PerchAgent() {
    }

    /** Called by the JVM before the application starts; the one option is {@value #POOLS}. */
    public static void premain(String options, Instrumentation instrumentation) {
        boolean pools = options != null && options.strip().equals(POOLS);
        if (options != null && !options.isBlank() && !pools) {
            say("'" + options + "' is ignored: the agent's one option is '" + POOLS + "'. Those of Perch are system properties, "
                    + "such as -Dperch.limit.hard=1g");
        }
        VertxRewrite vertx = new VertxRewrite(PerchAgent::say);
        List<Rewrite> rewrites = new ArrayList<>(
                List.of(new NettyRewrite(vertx, PerchAgent::say), vertx, vertxsPool(), new VertxChannelRewrite(),
                        new NoteRewrite()));
        if (pools) {
            rewrites.add(bookKeepersPool());
            // gRPC has a setting for it, which nobody documents.
            System.getProperties().putIfAbsent("io.grpc.netty.useCustomAllocator", "false");
        }
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (rewrites.stream().anyMatch(rewrite -> rewrite.isOf(loaded.getName()))) {
                say("too late: " + loaded.getName() + " is loaded. Start the JVM with -javaagent");
                return;
            }
        }
        rewrites.forEach(instrumentation::addTransformer);
    }

    /** Called by the JVM when the agent is attached to a running process. */
    public static void agentmain(String options, Instrumentation instrumentation) {
        premain(options, instrumentation);
    }

    /** The pool that Vert.x 4.4 and 4.5 have of their own, and the place where Vert.x 5 takes {@code ByteBufAllocator.DEFAULT}. */
    private static Rewrite vertxsPool() {
        return new AllocatorRewrite(Set.of("io.vertx.core.buffer.impl.VertxByteBufAllocator",
                "io.vertx.core.impl.buffer.VertxByteBufAllocator")::contains, "POOLED_ALLOCATOR", "VERTX_ALLOCATOR",
                "Vert.x keeps its own allocator", PerchAgent::say);
    }

    private static Rewrite bookKeepersPool() {
        return AllocatorRewrite.ofObjects("org.apache.bookkeeper.common.allocator.impl.ByteBufAllocatorImpl"::equals,
                "pooledAllocator", "POOL", "BookKeeper keeps its own pool", PerchAgent::say);
    }

    static void say(String what) {
        System.err.println("perch agent: " + what);
    }
}
