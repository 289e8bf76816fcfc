#!/usr/bin/env bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# In a guest of two nodes: the library's own test program first, then where blocks are, then what modes.sh does.
# shellcheck source=lab/guest/checks.sh
source "$(dirname "$0")/checks.sh"

run 60 "$stage/storm-$(uname -m)/selftest"
check 'native self-test' 'abort 0, cpu_id 0, \(node_id, mm_cid\) 0'
run_java 240 io.perch.lab.Migration 100000 "$MODE" cpu striped
check 'migration: ends well'
source "$(dirname "$0")/modes.sh"
