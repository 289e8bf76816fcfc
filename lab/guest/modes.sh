#!/usr/bin/env bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# In a guest: which mode Perch chooses, that it works, and what it says when something is refused.
# MODE, BINDING, NOTIFY: what is expected; NOTIFY is yes, or a pattern for the reason why not.
# shellcheck source=lab/guest/checks.sh
source "$(dirname "$0")/checks.sh"

# A sleep that is over before it began, on an emulated machine that is late, is no loss of the CPU: not all hundred need be noticed.
notification() {
    local name=$1 expected=$2
    shift 2
    run_java 120 -Dperch.notify=on "$@" io.perch.rseq.ReschedulingReport
    if [[ $expected == yes ]]; then
        check "$name" '^reason=$' 'sleeps noticed=(100|[1-9][0-9])$' 'pairs under a mark=1000' 'the end'
    else
        check "$name" "^reason=.*$expected" 'the end'
    fi
}

run_java 120 io.perch.tools.Perch doctor --json /tmp/doctor.json
check 'doctor: mode and binding' "^mode +$MODE" "^binding +$BINDING" 'abort_works +yes'
conservation 'conservation' "^mode: $MODE"
conservation 'conservation in mode cpu' '^mode: cpu' -- -Dperch.mode=cpu
native_storm 5
storm 12 'abort storm, each mode'
notification 'notify: works or is refused' "$NOTIFY"

export GLIBC_TUNABLES=glibc.pthread.rseq=0
conservation 'libc does not register: Perch does' "^mode: $MODE"
notification 'notify on own registration' yes
conservation 'rseq off: striped' '^mode: striped' '^reason: .*RSEQ.*perch.rseq.own=off' -- -Dperch.rseq.own=off
unset GLIBC_TUNABLES

# Blocks stay in slabs for good then, and with them their address space.
reserved='[1-9][0-9]*' conservation 'membarrier refused: no remote operations' "^mode: $MODE" 'remote operations: false' \
    -- "-Dperch.test.refused=$membarrier"
kernel_is_content
