/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import java.util.Arrays;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Dsl;

/** Requests of async-http-client. */
final class AhcProgram {
    private static final int MESSAGES = 200;

    private AhcProgram() {
    }

    public static void main(String[] args) throws Exception {
        DefaultAsyncHttpClientConfig.Builder config = Dsl.config();
        if (Facts.OPTION) {
            config.setAllocator(Facts.allocator());
        }
        int echoed = 0;
        try (HttpEcho server = new HttpEcho(); AsyncHttpClient client = Dsl.asyncHttpClient(config)) {
            for (int i = 0; i < MESSAGES; i++) {
                byte[] body = Facts.body();
                echoed += Arrays.equals(body, client.preparePost(server.address()).setBody(body).execute().get()
                        .getResponseBodyAsBytes()) ? 1 : 0;
            }
            Facts.print(echoed);
        }
    }
}
