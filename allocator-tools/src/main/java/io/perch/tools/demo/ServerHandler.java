/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * One connection of the server. A request is either checked as it streams in and answered by the event loop, or gathered and
 * handed to a worker, which checks it, releases it, and allocates and writes the response. Pipelined requests are answered in
 * order.
 */
final class ServerHandler extends SimpleChannelInboundHandler<HttpObject> {
    /** The path before the exchange's number. */
    static final String PATH = "/exchange/";
    /** The response's header with the exchange's number. */
    static final String ID_HEADER = "x-exchange";

    /** How many parts a gathered body may have before Netty copies them into one: more than 64 KiB of reads have. */
    private static final int MAX_PARTS = 1024;

    private final Executor workers;
    private final Responder responder;
    private final Findings findings;
    private final BodyCheck streamed = new BodyCheck(Payload.Side.REQUEST);
    /** Used by the one worker that this connection may occupy. */
    private final BodyCheck gathered = new BodyCheck(Payload.Side.REQUEST);
    private final Queue<Exchange> waiting = new ArrayDeque<>();
    private Exchange reading;
    private boolean working;

    /** A request; {@code body} is null when the event loop has already checked it. */
    private record Exchange(long id, CompositeByteBuf body) {
    }

    ServerHandler(Executor workers, Responder responder, Findings findings) {
        this.workers = workers;
        this.responder = responder;
        this.findings = findings;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message.decoderResult().isFailure()) {
            throw new IllegalStateException("bad request", message.decoderResult().cause());
        }
        if (message instanceof HttpRequest request) {
            long id = Long.parseLong(request.uri().substring(PATH.length()));
            reading = new Exchange(id, Payload.isHandedOver(id) ? ctx.alloc().compositeBuffer(MAX_PARTS) : null);
            streamed.begin(id);
        }
        if (message instanceof HttpContent content) {
            receive(content.content());
            if (content instanceof LastHttpContent) {
                finish(ctx);
            }
        }
    }

    private void receive(ByteBuf part) {
        if (reading.body() != null) {
            reading.body().addComponent(true, part.retain());
        } else {
            streamed.accept(part);
        }
    }

    private void finish(ChannelHandlerContext ctx) {
        if (reading.body() == null) {
            streamed.end();
        }
        waiting.add(reading);
        reading = null;
        answer(ctx);
    }

    private void answer(ChannelHandlerContext ctx) {
        while (!working && !waiting.isEmpty()) {
            Exchange exchange = waiting.remove();
            if (exchange.body() == null) {
                ctx.write(response(exchange.id(), responder.body(ctx.alloc(), exchange.id(), false)), ctx.voidPromise());
            } else {
                working = true;
                workers.execute(() -> work(ctx, exchange));
            }
        }
    }

    private void work(ChannelHandlerContext ctx, Exchange exchange) {
        try {
            gathered.begin(exchange.id());
            gathered.accept(exchange.body());
            gathered.end();
            ctx.writeAndFlush(response(exchange.id(), responder.body(ctx.alloc(), exchange.id(), true)), ctx.voidPromise());
        } catch (Throwable e) {
            ctx.pipeline().fireExceptionCaught(e);
        } finally {
            exchange.body().release();
        }
        ctx.executor().execute(() -> resume(ctx));
    }

    /**
     * No handler above this would see a failure: the event loop would only log it, and the next response would take the place of
     * this one.
     */
    private void resume(ChannelHandlerContext ctx) {
        working = false;
        try {
            answer(ctx);
        } catch (Throwable e) {
            ctx.pipeline().fireExceptionCaught(e);
        }
        ctx.flush();
    }

    private static DefaultFullHttpResponse response(long id, ByteBuf body) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(ID_HEADER, Long.toString(id));
        return response;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (reading != null) {
            waiting.add(reading);
            reading = null;
        }
        for (Exchange exchange = waiting.poll(); exchange != null; exchange = waiting.poll()) {
            if (exchange.body() != null) {
                exchange.body().release();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        findings.report("server", cause);
        ctx.close();
    }
}
