#!/usr/bin/env bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# In a guest of several nodes. NODES, MODE, BINDING: what the doctor has to find. MEMORIES: the nodes with memory, if not all.
# NOTIFY: whether mode notify works, too. QUICK: leave out what takes long (yes or empty). BLOCKS: how many blocks the migrating threads allocate, over all modes.
# shellcheck source=lab/guest/checks.sh
source "$(dirname "$0")/checks.sh"

modes=("$MODE" cpu striped)
[[ $MODE != cpu ]] || modes=(cpu striped)
[[ -z ${NOTIFY:-} ]] || modes+=(notify)

refused_bindings() {
    conservation 'mbind refused: advisory works and says so' "^mode: $MODE" \
        'mbind to .*errno 1.*: memory is where it is first touched' -- "-Dperch.test.refused=$mbind"
    run_java 120 "-Dperch.test.refused=$mbind" -Dperch.numa=strict io.perch.FallbackMain
    status=$((status == 0))
    check 'mbind refused: strict fails, by errno and node' 'OsMemoryException: mbind to \[[0-9]+\] of .*errno 1'
}

run_java 120 io.perch.tools.Perch doctor
check 'doctor: nodes, mode and binding' "^NUMA nodes +\\[$NODES\\]" "^NUMA +advisory: nodes ${MEMORIES:-$NODES};" "^mode +$MODE" \
    "^binding +$BINDING"
run_java 120 io.perch.lab.CpusAndNodes
check 'CPUs and nodes: ends well'
run_java 120 --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED io.perch.lab.PoolsOnNodes
check 'pools: ends well'
if [[ -n ${QUICK:-} ]]; then
    run_java 240 io.perch.lab.Migration 100000 "$MODE"
    check 'migration: ends well'
    conservation 'conservation' "^mode: $MODE"
    refused_bindings
    guarded_block
else
    run_java 480 io.perch.lab.Migration $((${BLOCKS:-1000000} / ${#modes[@]})) "${modes[@]}"
    check 'migration: ends well'
    run_java 120 io.perch.lab.FullNode
    check 'full nodes: ends well'
    for mode in "${modes[@]}"; do
        conservation "conservation in mode $mode" "^mode: $mode" -- "-Dperch.mode=$mode"
    done
    refused_bindings
    storm 12 'abort storm, each mode'
fi
kernel_is_content
