/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import java.util.Arrays;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Result;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;

/** Arrow Flight, whose messages are gRPC's, and buffers of Arrow's own pool of Netty. */
final class FlightProgram {
    private static final int MESSAGES = 200;

    private FlightProgram() {
    }

    public static void main(String[] args) throws Exception {
        int echoed = 0;
        try (RootAllocator allocator = new RootAllocator();
                FlightServer server = FlightServer.builder(allocator, Location.forGrpcInsecure("localhost", 0), new Echo()).build()
                        .start();
                FlightClient client = FlightClient.builder(allocator, server.getLocation()).build()) {
            for (int i = 0; i < MESSAGES; i++) {
                byte[] body = Facts.body();
                byte[] back = client.doAction(new Action("echo", body)).next().getBody();
                try (ArrowBuf buffer = allocator.buffer(back.length)) {
                    buffer.setBytes(0, back);
                    buffer.getBytes(0, back);
                }
                echoed += Arrays.equals(body, back) ? 1 : 0;
            }
            Facts.print(echoed);
        }
    }

    private static final class Echo extends NoOpFlightProducer {
        @Override
        public void doAction(CallContext context, Action action, StreamListener<Result> answers) {
            answers.onNext(new Result(action.getBody()));
            answers.onCompleted();
        }
    }
}
