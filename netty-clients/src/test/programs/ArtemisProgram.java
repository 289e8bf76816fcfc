/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import java.util.Arrays;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** A broker of Artemis, and its client over TCP. */
final class ArtemisProgram {
    private static final int MESSAGES = 200;

    private ArtemisProgram() {
    }

    @SuppressWarnings({"deprecation", "removal"})
    public static void main(String[] args) throws Exception {
        String address = "tcp://localhost:" + Facts.freePort();
        Configuration configuration = new ConfigurationImpl().setPersistenceEnabled(false).setSecurityEnabled(false)
                .addAcceptorConfiguration("tcp", address);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfiguration(configuration);
        broker.start();
        int echoed = 0;
        try (ServerLocator locator = ActiveMQClient.createServerLocator(address);
                ClientSessionFactory factory = locator.createSessionFactory(); ClientSession session = factory.createSession()) {
            session.createQueue(new QueueConfiguration("echo").setRoutingType(RoutingType.ANYCAST));
            ClientProducer producer = session.createProducer("echo");
            ClientConsumer consumer = session.createConsumer("echo");
            session.start();
            for (int i = 0; i < MESSAGES; i++) {
                byte[] body = Facts.body();
                ClientMessage message = session.createMessage(false);
                message.getBodyBuffer().writeBytes(body);
                producer.send(message);
                ClientMessage received = consumer.receive(20_000);
                byte[] bytes = new byte[received.getBodyBuffer().readableBytes()];
                received.getBodyBuffer().readBytes(bytes);
                received.acknowledge();
                echoed += Arrays.equals(body, bytes) ? 1 : 0;
            }
            Facts.print(echoed);
        }
        broker.stop();
    }
}
