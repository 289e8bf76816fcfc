/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Address space and pages: where spans and large blocks are cut from, and where memory goes back to the operating system. For
 * spans, the front end and the engine.
 */
package io.perch.arena;
