/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** {@code perch gateway}: an order gateway of three threads that pass messages in Perch buffers. */
package io.perch.tools.gateway;
