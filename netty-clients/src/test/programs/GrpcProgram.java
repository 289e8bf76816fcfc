/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
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
        Server server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(ServerServiceDefinition.builder("echo").addMethod(ECHO, ServerCalls.asyncUnaryCall((body, answers) -> {
                    answers.onNext(body);
                    answers.onCompleted();
                })).build()).build().start();
        ManagedChannel client = Grpc.newChannelBuilder("localhost:" + server.getPort(), InsecureChannelCredentials.create()).build();
        int echoed = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = Facts.body();
            echoed += Arrays.equals(body, ClientCalls.blockingUnaryCall(client, ECHO, CallOptions.DEFAULT, body)) ? 1 : 0;
        }
        System.out.println("buffer of: " + ofChannels().getClass().getSimpleName());
        client.shutdown().awaitTermination(10, TimeUnit.SECONDS);
        server.shutdown().awaitTermination(10, TimeUnit.SECONDS);
        Facts.print(echoed);
    }

    private static Object ofChannels() throws ReflectiveOperationException {
        Class<?> utilities;
        try {
            utilities = Class.forName("io.grpc.netty.Utils");
        } catch (ClassNotFoundException relocated) {
            utilities = Class.forName("io.grpc.netty.shaded.io.grpc.netty.Utils");
        }
        Method allocator = utilities.getDeclaredMethod("getByteBufAllocator", boolean.class);
        allocator.setAccessible(true);
        return allocator.invoke(null, false);
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
