/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What can be set, for people and for the documents. */
package io.perch.tools.options;
