/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.HdrHistogram.Histogram;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * One connection of the client: keeps up to {@code depth} requests in flight, each sent when it is due, checks the responses and
 * measures their time.
 */
final class ClientHandler extends SimpleChannelInboundHandler<HttpObject> {
    private final Load load;
    private final int depth;
    private final Findings findings;
    private final Histogram latencies = Load.histogram();
    private final BodyCheck check = new BodyCheck(Payload.Side.RESPONSE);
    private final Queue<Sent> inFlight = new ArrayDeque<>();

    /** Requests that are not due yet. */
    private int waiting;

    private record Sent(long id, long due) {
    }

    ClientHandler(Load load, int depth, Findings findings) {
        this.load = load;
        this.depth = depth;
        this.findings = findings;
    }

    /**
     * Nanoseconds from when a request was due to the last byte of its checked response, for requests that ended while measuring.
     */
    Histogram latencies() {
        return latencies;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        for (int i = 0; i < depth; i++) {
            next(ctx);
        }
        ctx.flush();
    }

    private void next(ChannelHandlerContext ctx) {
        long id = load.nextId();
        long due = load.due(id);
        long wait = due - System.nanoTime();
        if (wait <= 0) {
            send(ctx, id, due);
            return;
        }
        waiting++;
        ctx.executor().schedule(() -> {
            waiting--;
            if (load.isStopped()) {
                closeIfDone(ctx);
            } else {
                send(ctx, id, due);
                ctx.flush();
            }
        }, wait, TimeUnit.NANOSECONDS);
    }

    private void closeIfDone(ChannelHandlerContext ctx) {
        if (inFlight.isEmpty() && waiting == 0) {
            ctx.close();
        }
    }

    private void send(ChannelHandlerContext ctx, long id, long due) {
        int size = Payload.size(id, Payload.Side.REQUEST);
        inFlight.add(new Sent(id, due));
        ByteBuf body = ctx.alloc().directBuffer(size);
        Payload.write(body, id, Payload.Side.REQUEST, 0, size);
        DefaultFullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, ServerHandler.PATH + id, body);
        request.headers().set(HttpHeaderNames.HOST, "localhost").setInt(HttpHeaderNames.CONTENT_LENGTH, size);
        ctx.write(request, ctx.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message.decoderResult().isFailure()) {
            throw new IllegalStateException("bad response", message.decoderResult().cause());
        }
        if (message instanceof HttpResponse response) {
            begin(response);
        }
        if (message instanceof HttpContent content) {
            check.accept(content.content());
            if (content instanceof LastHttpContent) {
                check.end();
                complete(ctx);
            }
        }
    }

    private void begin(HttpResponse response) {
        if (inFlight.isEmpty()) {
            throw new IllegalStateException("a response that nobody asked for");
        }
        long expected = inFlight.element().id();
        String id = response.headers().get(ServerHandler.ID_HEADER);
        if (!response.status().equals(HttpResponseStatus.OK) || !Long.toString(expected).equals(id)) {
            throw new IllegalStateException("response " + id + " with " + response.status() + " where " + expected + " was due");
        }
        check.begin(expected);
    }

    private void complete(ChannelHandlerContext ctx) {
        long nanos = System.nanoTime() - inFlight.remove().due();
        if (load.isMeasuring()) {
            latencies.recordValue(Math.min(nanos, latencies.getHighestTrackableValue()));
        }
        if (load.isStopped()) {
            closeIfDone(ctx);
        } else {
            next(ctx);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!inFlight.isEmpty()) {
            findings.report("a connection closed before " + inFlight.size() + " of its responses came");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        findings.report("client", cause);
        ctx.close();
    }
}
