/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Programs that show how an application comes to run on Perch. */
package io.perch.example;
