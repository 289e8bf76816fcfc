/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** An echo on WebFlux, its client, and what the actuator says. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class SpringProgram {
    private static final int MESSAGES = 200;
    private static final String ALLOCATOR = "Allocator";

    @Bean
    RouterFunction<ServerResponse> echo() {
        return RouterFunctions.route(RequestPredicates.POST("/echo"), SpringProgram::echo);
    }

    private static Mono<ServerResponse> echo(ServerRequest request) {
        NettyDataBufferFactory buffers = (NettyDataBufferFactory) request.exchange().getResponse().bufferFactory();
        return ServerResponse.ok().header(ALLOCATOR, buffers.getByteBufAllocator().getClass().getSimpleName())
                .body(request.body(BodyExtractors.toDataBuffers()), DataBuffer.class);
    }

    public static void main(String[] args) throws Exception {
        ConfigurableApplicationContext application = SpringApplication.run(SpringProgram.class);
        String address = "http://localhost:" + application.getEnvironment().getProperty("local.server.port");
        WebClient client = application.getBean(WebClient.Builder.class).baseUrl(address).build();
        int echoed = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = Facts.body();
            echoed += Arrays.equals(body, client.post().uri("/echo").bodyValue(body).exchangeToMono(SpringProgram::answer).block())
                    ? 1 : 0;
        }
        for (String page : new String[] {"perch", "health", "prometheus"}) {
            System.out.println(page + ": " + client.get().uri("/actuator/" + page).retrieve().bodyToMono(String.class)
                    .onErrorResume(refused -> Mono.just(refused.getMessage())).block());
        }
        Facts.print(echoed);
        application.close();
    }

    private static Mono<byte[]> answer(ClientResponse response) {
        System.out.println("server: " + response.headers().header(ALLOCATOR));
        return DataBufferUtils.join(response.bodyToFlux(DataBuffer.class)).map(buffer -> {
            System.out.println("client: " + ((NettyDataBuffer) buffer).getNativeBuffer().alloc().getClass().getSimpleName());
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            DataBufferUtils.release(buffer);
            return bytes;
        });
    }
}
