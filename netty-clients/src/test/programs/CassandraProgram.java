/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.simulacron.common.cluster.ClusterSpec;
import com.datastax.oss.simulacron.common.stubbing.PrimeDsl;
import com.datastax.oss.simulacron.server.BoundCluster;
import com.datastax.oss.simulacron.server.Inet4Resolver;
import com.datastax.oss.simulacron.server.Server;
import java.net.InetSocketAddress;
import java.util.HexFormat;

/** Queries of the Cassandra driver to Simulacron, which plays the server. */
final class CassandraProgram {
    private static final int MESSAGES = 100;

    private CassandraProgram() {
    }

    public static void main(String[] args) throws Exception {
        int echoed = 0;
        // Its own default is one port for all processes.
        try (Server server = Server.builder().withAddressResolver(new Inet4Resolver(Facts.freePort())).build();
                BoundCluster cluster = server.register(ClusterSpec.builder().withNodes(1));
                CqlSession session = CqlSession.builder().addContactPoint((InetSocketAddress) cluster.node(0).getAddress())
                        .withLocalDatacenter(cluster.node(0).getDataCenter().getName()).build()) {
            for (int i = 0; i < MESSAGES; i++) {
                String body = HexFormat.of().formatHex(Facts.body());
                String query = "SELECT body FROM echo WHERE id = " + i;
                cluster.prime(PrimeDsl.when(query).then(PrimeDsl.rows().row("body", body).columnTypes("body", "varchar")));
                echoed += body.equals(session.execute(query).one().getString("body")) ? 1 : 0;
            }
            Facts.print(echoed);
        }
    }
}
