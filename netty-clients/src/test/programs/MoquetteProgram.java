/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Messages through Moquette, from and to a client without Netty. */
final class MoquetteProgram {
    private static final int MESSAGES = 200;
    private static final int LARGEST = 8000;

    private MoquetteProgram() {
    }

    public static void main(String[] args) throws Exception {
        int port = Facts.freePort();
        Properties settings = new Properties();
        settings.putAll(Map.of("host", "127.0.0.1", "port", Integer.toString(port), "allow_anonymous", "true",
                "persistence_enabled", "false", "telemetry_enabled", "false"));
        Server broker = new Server();
        broker.startServer(new MemoryConfig(settings));
        MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, "echo", new MemoryPersistence());
        client.connect();
        BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
        client.subscribe("echo", 0, (topic, message) -> received.add(message.getPayload()));
        int echoed = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = Facts.body();
            // Larger ones end the connection.
            body = Arrays.copyOf(body, Math.min(body.length, LARGEST));
            client.publish("echo", body, 0, false);
            echoed += Arrays.equals(body, received.poll(20, TimeUnit.SECONDS)) ? 1 : 0;
        }
        client.disconnect();
        client.close();
        broker.stopServer();
        Facts.print(echoed);
    }
}
