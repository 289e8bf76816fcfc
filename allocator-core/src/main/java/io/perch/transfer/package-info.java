/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The tier between slabs and spans: blocks move from one CPU to another here, in batches. For the front end and the engine. */
package io.perch.transfer;
