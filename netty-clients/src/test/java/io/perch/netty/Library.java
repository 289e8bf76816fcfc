/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A library in one of its versions, with what it depends on: the class path that Maven finds for some coordinates. */
final class Library {
    private static final Path MODULE = Path.of(System.getProperty("basedir"));

    private Library() {
    }

    /**
     * Its class path, without Perch. Maven is asked once a build.
     *
     * @param name        of the folder in {@code target/libraries} where it is kept
     * @param coordinates group:artifact:version, separated by spaces
     */
    static synchronized String classPath(String name, String coordinates) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(MODULE.resolve("target/libraries/" + name));
        Path project = folder.resolve("pom.xml");
        Path found = folder.resolve("classpath.txt");
        String wanted = project(coordinates);
        if (!Files.exists(found) || !Files.readString(project).equals(wanted)) {
            Files.writeString(project, wanted);
            Process maven = new ProcessBuilder("mvn", "-q", "-B", "-f", project.toString(), "dependency:build-classpath",
                    "-Dmdep.outputFile=" + found).redirectErrorStream(true).start();
            String output = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(maven.waitFor()).as("Maven finds %s: %s", coordinates, output).isZero();
        }
        return Files.readString(found).strip();
    }

    private static String project(String coordinates) {
        StringBuilder project = new StringBuilder("<project><modelVersion>4.0.0</modelVersion><groupId>io.perch</groupId>"
                + "<artifactId>library</artifactId><version>1</version><packaging>pom</packaging><dependencies>");
        for (String dependency : coordinates.split(" ")) {
            String[] parts = dependency.split(":");
            project.append("<dependency><groupId>").append(parts[0]).append("</groupId><artifactId>").append(parts[1])
                    .append("</artifactId><version>").append(parts[2]).append("</version></dependency>");
        }
        return project.append("</dependencies></project>").toString();
    }
}
