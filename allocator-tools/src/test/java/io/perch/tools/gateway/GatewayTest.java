/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A short run, and what would be noticed in a long one. */
@Timeout(60)
class GatewayTest {
    @Test
    void everyQuoteBecomesAnOrderAndEveryBufferComesBack() throws IOException, InterruptedException {
        GatewayResult result = new Gateway(5000).run(200, 300);
        assertThat(result.errors()).isEmpty();
        assertThat(result.orders()).isPositive();
        assertThat(result.calm().getTotalCount() + result.disturbed().getTotalCount()).isPositive()
                .isLessThan(result.orders());
    }

    @Test
    void theCommandReportsAndChecks(@TempDir Path directory) {
        StringWriter out = new StringWriter();
        Path json = directory.resolve("gateway.json");
        CommandLine command = new CommandLine(new GatewayCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        assertThat(command.execute("--seconds", "1", "--json", json.toString())).as(out.toString()).isZero();
        assertThat(out.toString()).contains("latency, us", "p99.99", "every buffer came back", "cache misses");
        assertThat(json).content().contains("\"calmUs\": {", "\"p99.99\": ", "\"collections\": ", "\"errors\": []");
        assertThat(command.execute("--seconds", "0")).isEqualTo(2);
        assertThat(command.execute("--rate", "0")).isEqualTo(2);
    }

    @Test
    void aChangedOrderIsNoticed() {
        UnsafeBuffer quote = new UnsafeBuffer(new byte[Quote.LENGTH]);
        UnsafeBuffer order = new UnsafeBuffer(new byte[Order.LENGTH]);
        Quote.encode(quote, 1, 2, 3, 4, false);
        Order.encode(order, quote, 5, true);
        assertThat(Order.isWhole(order)).isTrue();
        assertThat(Quote.disturbed(order)).isTrue();
        Quote.encode(order, 1, 2, 3, 40, true);
        assertThat(Order.isWhole(order)).isFalse();
    }
}
