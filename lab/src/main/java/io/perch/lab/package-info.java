/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Programs that run in the lab's guests and compare what Perch reports with what the kernel reports. */
package io.perch.lab;
