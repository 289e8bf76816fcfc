/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.util.Arrays;
import java.util.List;

/** How a connection is encrypted: not at all, by the JDK, by OpenSSL where its library loads. */
enum Tls {
    NONE(null), JDK(SslProvider.JDK), OPENSSL(SslProvider.OPENSSL);

    static final String HOST = "localhost";
    private static final X509Bundle CERTIFICATE = certificate();

    private final SslProvider provider;

    Tls(SslProvider provider) {
        this.provider = provider;
    }

    static List<Tls> available() {
        return Arrays.stream(values()).filter(tls -> tls != OPENSSL || OpenSsl.isAvailable()).toList();
    }

    private static X509Bundle certificate() {
        try {
            return new CertificateBuilder().subject("CN=" + HOST).addSanDnsName(HOST).setIsCertificateAuthority(true)
                    .buildSelfSigned();
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** For a server that speaks the protocols, named as in ALPN. */
    SslContext server(String... protocols) throws Exception {
        return finish(SslContextBuilder.forServer(CERTIFICATE.toKeyManagerFactory()), protocols);
    }

    /** For a client that speaks the protocols. */
    SslContext client(String... protocols) throws Exception {
        return finish(SslContextBuilder.forClient().trustManager(CERTIFICATE.getCertificate()), protocols);
    }

    private SslContext finish(SslContextBuilder builder, String... protocols) throws Exception {
        if (protocols.length > 0) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT, protocols));
        }
        return builder.sslProvider(provider).build();
    }
}
