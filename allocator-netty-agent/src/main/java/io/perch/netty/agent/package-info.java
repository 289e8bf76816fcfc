/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The agent that makes Perch the default allocator of Netty in a process: {@link io.perch.netty.agent.PerchAgent}. */
package io.perch.netty.agent;
