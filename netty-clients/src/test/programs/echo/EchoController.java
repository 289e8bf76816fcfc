/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package echo;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.server.netty.NettyHttpRequest;

/** An echo on Micronaut, which does not look for beans outside of packages. */
@Controller
public class EchoController {
    /** The header that says who allocates. */
    public static final String ALLOCATOR = "Allocator";

    @Post(uri = "/echo", processes = MediaType.APPLICATION_OCTET_STREAM)
    HttpResponse<byte[]> echo(HttpRequest<?> request, @Body byte[] body) {
        return HttpResponse.ok(body).header(ALLOCATOR,
                ((NettyHttpRequest<?>) request).getChannelHandlerContext().alloc().getClass().getSimpleName());
    }
}
