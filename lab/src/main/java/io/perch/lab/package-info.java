/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Programs that run in the lab's guests, and compare what Perch says with what the kernel says. */
package io.perch.lab;
