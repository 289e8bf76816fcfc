#!/usr/bin/env bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# In a guest of several nodes. NODES, MODE, BINDING: what the doctor has to find. QUICK: leave out what takes long (yes or empty).
# shellcheck source=lab/guest/checks.sh
source "$(dirname "$0")/checks.sh"

run_java 120 io.perch.tools.Perch doctor
check 'doctor: nodes, mode and binding' "^NUMA nodes +\\[$NODES\\]" "^mode +$MODE" "^binding +$BINDING"
run_java 120 io.perch.lab.Places
check 'places: ends well'
conservation 'conservation' "^mode: $MODE"
native_storm 3
if [[ -z ${QUICK:-} ]]; then
    conservation 'conservation in mode cpu' '^mode: cpu' -- -Dperch.mode=cpu
    storm 9 'abort storm, each mode'
fi
kernel_is_content
