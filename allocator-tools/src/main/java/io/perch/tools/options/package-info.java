/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The options, for people and for the documents. */
package io.perch.tools.options;
