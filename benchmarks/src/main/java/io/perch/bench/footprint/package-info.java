/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** {@code ./perch bench footprint}: resident memory next to the bytes that are live, over time, on Perch and its peers. */
package io.perch.bench.footprint;
