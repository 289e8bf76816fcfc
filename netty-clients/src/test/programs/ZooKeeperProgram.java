/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** ZooKeeper over Netty, as both its server and its client have it if asked. */
final class ZooKeeperProgram {
    private static final int MESSAGES = 200;

    private ZooKeeperProgram() {
    }

    public static void main(String[] args) throws Exception {
        System.setProperty("zookeeper.serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory");
        System.setProperty("zookeeper.clientCnxnSocket", "org.apache.zookeeper.ClientCnxnSocketNetty");
        System.setProperty("zookeeper.admin.enableServer", "false");
        Path folder = Files.createTempDirectory("zookeeper");
        ServerCnxnFactory connections = ServerCnxnFactory.createFactory(0, 10);
        connections.startup(new ZooKeeperServer(folder.toFile(), folder.toFile(), 2000));
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper("localhost:" + connections.getLocalPort(), 30_000, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        connected.await();
        client.create("/echo", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        int echoed = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] body = Facts.body();
            client.setData("/echo", body, -1);
            echoed += Arrays.equals(body, client.getData("/echo", false, null)) ? 1 : 0;
        }
        Facts.print(echoed);
        client.close();
        connections.shutdown();
        System.exit(0);
    }
}
