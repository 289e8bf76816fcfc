/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import io.netty.channel.ChannelOption;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** Requests of the AWS SDK's asynchronous client, which all of its services share. */
final class AwsProgram {
    private static final int MESSAGES = 200;

    private AwsProgram() {
    }

    public static void main(String[] args) throws Exception {
        NettyNioAsyncHttpClient.Builder builder = NettyNioAsyncHttpClient.builder();
        if (Facts.OPTION) {
            builder.putChannelOption(ChannelOption.ALLOCATOR, Facts.allocator());
        }
        int echoed = 0;
        try (HttpEcho server = new HttpEcho(); SdkAsyncHttpClient client = builder.build()) {
            for (int i = 0; i < MESSAGES; i++) {
                byte[] body = Facts.body();
                Answer answer = new Answer();
                SdkHttpFullRequest request = SdkHttpFullRequest.builder().method(SdkHttpMethod.POST)
                        .uri(URI.create(server.address())).putHeader("Content-Length", Integer.toString(body.length)).build();
                client.execute(AsyncExecuteRequest.builder().request(request).requestContentPublisher(new Body(body))
                        .responseHandler(answer).build());
                echoed += Arrays.equals(body, answer.body.get(20, TimeUnit.SECONDS)) ? 1 : 0;
            }
            Facts.print(echoed);
        }
    }

    private static final class Body implements SdkHttpContentPublisher {
        private final byte[] bytes;
        private boolean sent;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public Optional<Long> contentLength() {
            return Optional.of((long) bytes.length);
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long number) {
                    if (!sent) {
                        sent = true;
                        subscriber.onNext(ByteBuffer.wrap(bytes));
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {
                    sent = true;
                }
            });
        }
    }

    private static final class Answer implements SdkAsyncHttpResponseHandler, Subscriber<ByteBuffer> {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();

        @Override
        public void onHeaders(SdkHttpResponse headers) {
        }

        @Override
        public void onStream(Publisher<ByteBuffer> stream) {
            stream.subscribe(this);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer part) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            received.writeBytes(bytes);
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(received.toByteArray());
        }
    }
}
