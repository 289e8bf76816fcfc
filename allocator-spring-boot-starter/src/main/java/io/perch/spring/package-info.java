/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Perch in Spring Boot: what {@link io.perch.spring.PerchAutoConfiguration} makes. */
package io.perch.spring;
