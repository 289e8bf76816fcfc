#!/usr/bin/env bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# In a guest: the library's own test program first, then what modes.sh does.
# shellcheck source=lab/guest/checks.sh
source "$(dirname "$0")/checks.sh"

run 60 "$stage/storm-$(uname -m)/selftest"
check 'native self-test' 'abort 0, cpu_id 0, \(node_id, mm_cid\) 0'
source "$(dirname "$0")/modes.sh"
