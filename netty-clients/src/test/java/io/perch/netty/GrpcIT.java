/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.channel.ChannelOption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** gRPC: unary calls and a stream in both directions. */
class GrpcIT extends OnPerch {
    private static final int MESSAGES = 30;
    private static final MethodDescriptor<byte[], byte[]> UNARY = method("unary", MethodType.UNARY);
    private static final MethodDescriptor<byte[], byte[]> STREAM = method("stream", MethodType.BIDI_STREAMING);

    private static Stream<ClientTransport> transports() {
        return ClientTransport.available().stream();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void callsAreAnswered(ClientTransport transport) throws Exception {
        // tag::grpc[]
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .withOption(ChannelOption.ALLOCATOR, allocator)
                .withChildOption(ChannelOption.ALLOCATOR, allocator)
                // end::grpc[]
                .bossEventLoopGroup(loops(transport)).workerEventLoopGroup(loops(transport)).channelType(transport.server)
                .addService(ServerServiceDefinition.builder("echo")
                        .addMethod(UNARY, ServerCalls.asyncUnaryCall(GrpcIT::echo))
                        .addMethod(STREAM, ServerCalls.asyncBidiStreamingCall(EchoObserver::new)).build())
                .build().start();
        ManagedChannel client = NettyChannelBuilder.forAddress((InetSocketAddress) server.getListenSockets().get(0))
                .withOption(ChannelOption.ALLOCATOR, allocator)
                .eventLoopGroup(loops(transport)).channelType(transport.client).usePlaintext().build();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = body();
            assertEchoed(body, ClientCalls.blockingUnaryCall(client, UNARY, CallOptions.DEFAULT, body));
        }
        stream(client);
        client.shutdown().awaitTermination(10, TimeUnit.SECONDS);
        server.shutdown().awaitTermination(10, TimeUnit.SECONDS);
    }

    private void stream(ManagedChannel client) throws InterruptedException {
        BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
        BlockingQueue<String> end = new LinkedBlockingQueue<>();
        StreamObserver<byte[]> requests = ClientCalls.asyncBidiStreamingCall(client.newCall(STREAM, CallOptions.DEFAULT),
                new StreamObserver<>() {
                    @Override
                    public void onNext(byte[] answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        end.add(failure.toString());
                    }

                    @Override
                    public void onCompleted() {
                        end.add("completed");
                    }
                });
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = body();
            requests.onNext(body);
            assertEchoed(body, answers.poll(20, TimeUnit.SECONDS));
        }
        requests.onCompleted();
        assertEchoed("completed".getBytes(), String.valueOf(end.poll(20, TimeUnit.SECONDS)).getBytes());
    }

    private static void echo(byte[] request, StreamObserver<byte[]> answers) {
        answers.onNext(request);
        answers.onCompleted();
    }

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder().setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName("echo", name))
                .setRequestMarshaller(new Bytes()).setResponseMarshaller(new Bytes()).build();
    }

    private static final class EchoObserver implements StreamObserver<byte[]> {
        private final StreamObserver<byte[]> answers;

        EchoObserver(StreamObserver<byte[]> answers) {
            this.answers = answers;
        }

        @Override
        public void onNext(byte[] request) {
            answers.onNext(request);
        }

        @Override
        public void onError(Throwable failure) {
            answers.onError(failure);
        }

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }

    private static final class Bytes implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
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
