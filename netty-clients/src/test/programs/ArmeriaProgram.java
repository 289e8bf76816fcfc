/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.netty.channel.ChannelOption;
import java.util.Arrays;

/** An echo on Armeria over HTTP/2, and its client. */
final class ArmeriaProgram {
    private static final int MESSAGES = 200;

    private ArmeriaProgram() {
    }

    @SuppressWarnings("deprecation")
    public static void main(String[] args) throws Exception {
        ServerBuilder builder = Server.builder().http(0).service("/", (context, request) -> HttpResponse.from(request.aggregate()
                .thenApply(whole -> HttpResponse.of(HttpStatus.OK, MediaType.OCTET_STREAM, whole.content()))));
        ClientFactoryBuilder clients = ClientFactory.builder();
        if (Facts.OPTION) {
            builder.channelOption(ChannelOption.ALLOCATOR, Facts.allocator())
                    .childChannelOption(ChannelOption.ALLOCATOR, Facts.allocator());
            clients.channelOption(ChannelOption.ALLOCATOR, Facts.allocator());
        }
        Server server = builder.build();
        server.start().join();
        int echoed = 0;
        try (ClientFactory factory = clients.build()) {
            WebClient client = WebClient.builder("http://127.0.0.1:" + server.activeLocalPort()).factory(factory).build();
            for (int i = 0; i < MESSAGES; i++) {
                byte[] body = Facts.body();
                echoed += Arrays.equals(body, client.post("/", body).aggregate().join().content().array()) ? 1 : 0;
            }
            Facts.print(echoed);
        }
        server.stop().join();
    }
}
