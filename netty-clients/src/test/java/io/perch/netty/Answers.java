/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps the bytes of each message that comes in, whichever kind of message it is; or the failure. */
final class Answers extends SimpleChannelInboundHandler<ByteBufHolder> {
    private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBufHolder message) {
        received.add(ByteBufUtil.getBytes(message.content()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        received.add(cause);
    }

    /** Waits for the next message. */
    byte[] next() throws InterruptedException {
        Object answer = received.poll(20, TimeUnit.SECONDS);
        if (answer instanceof byte[] bytes) {
            return bytes;
        }
        throw new AssertionError("no answer: " + answer, answer instanceof Throwable failure ? failure : null);
    }
}
