/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools;

import java.nio.file.Path;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.xml.sax.InputSource;

/** A module's description for Maven. */
record Pom(Path file) {
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    /** Empty if there is no such element. */
    private String text(String path) {
        try {
            // Whatever the namespace.
            String names = "/*" + path.replaceAll("/?([^/]+)", "/*[local-name()='$1']");
            return XPATH.evaluate(names, new InputSource(file.toUri().toString()));
        } catch (XPathExpressionException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    String artifact() {
        return text("artifactId");
    }

    /** Whether Maven neither installs nor deploys it, by its own properties or those that it inherits. */
    boolean staysHere() {
        if (text("properties/maven.install.skip").equals("true") && text("properties/maven.deploy.skip").equals("true")) {
            return true;
        }
        return !text("parent").isEmpty() && parent().staysHere();
    }

    private Pom parent() {
        String path = text("parent/relativePath");
        Path found = file.resolveSibling(path.isEmpty() ? ".." : path);
        return new Pom((found.endsWith("pom.xml") ? found : found.resolve("pom.xml")).normalize());
    }
}
