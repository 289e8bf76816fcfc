/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** An echo over gRPC, and which allocator gRPC gives its channels. */
final class GrpcProgram {
    private static final int MESSAGES = 200;
    private static final MethodDescriptor<byte[], byte[]> ECHO = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodType.UNARY).setFullMethodName(MethodDescriptor.generateFullMethodName("echo", "unary"))
            .setRequestMarshaller(new Bytes()).setResponseMarshaller(new Bytes()).build();

    private GrpcProgram() {
    }

    public static void main(String[] args) throws Exception {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder("echo").addMethod(ECHO, ServerCalls.asyncUnaryCall((body, answers) -> {
                    answers.onNext(body);
                    answers.onCompleted();
                })).build()).build().start();
        ManagedChannel client = NettyChannelBuilder.forAddress((InetSocketAddress) server.getListenSockets().get(0))
                .usePlaintext().build();
        int echoed = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = Facts.body();
            echoed += Arrays.equals(body, ClientCalls.blockingUnaryCall(client, ECHO, CallOptions.DEFAULT, body)) ? 1 : 0;
        }
        Method ofChannels = Class.forName("io.grpc.netty.Utils").getDeclaredMethod("getByteBufAllocator", boolean.class);
        ofChannels.setAccessible(true);
        System.out.println("buffer of: " + ofChannels.invoke(null, false).getClass().getSimpleName());
        client.shutdown().awaitTermination(10, TimeUnit.SECONDS);
        server.shutdown().awaitTermination(10, TimeUnit.SECONDS);
        Facts.print(echoed);
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
