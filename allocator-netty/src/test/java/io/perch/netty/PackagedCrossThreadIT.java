/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

/** The hand-over of {@link CrossThreadTest} on the jars, with the binding of the JDK. */
class PackagedCrossThreadIT extends CrossThreadTest {
}
