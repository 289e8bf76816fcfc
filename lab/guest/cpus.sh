#!/usr/bin/env bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# In a guest: CPUs come and go, and cpusets change, while allocations run.
# CPUS, MODE: what the doctor has to say. HOTPLUG, CPUSETS: what to do (yes or empty).
# shellcheck disable=SC2153 # these come from outside
# shellcheck source=lab/guest/checks.sh
source "$(dirname "$0")/checks.sh"

readonly CPUSET=/sys/fs/cgroup/perch
# A line for each change that the kernel made or refused.
readonly CHANGES=/tmp/changes

# change FILE VALUE
change() {
    if { echo "$2" >"$1"; } 2>/dev/null; then
        echo "$2" >>"$CHANGES"
    else
        echo "refused: $2 for $1" >>"$CHANGES"
    fi
}

come_and_go() {
    local cpu
    while true; do
        for cpu in /sys/devices/system/cpu/cpu[1-9]*; do
            change "$cpu/online" $(($(<"$cpu/online") ^ 1))
            sleep 0.2
        done
    done
}

# Both sparse and shrinking: a thread may lose all CPUs that it has run on so far, and the memory of its node.
shrink_and_grow() {
    local cpus mems
    while true; do
        while read -r cpus mems; do
            change "$CPUSET/cpuset.cpus" "$cpus"
            change "$CPUSET/cpuset.mems" "$mems"
            sleep 0.2
        done <<<$'1,3 1\n3 1\n0,2 0\n0-3 0-1'
    done
}

# storm_while DISTURBANCE NAME
storm_while() {
    local process
    : >"$CHANGES"
    "$1" &
    process=$!
    storm 15 "abort storm while $2"
    kill "$process"
    wait "$process" 2>/dev/null
    status=$(($(wc -l <"$CHANGES") < 20))
    cp "$CHANGES" "$output"
    check "meanwhile $2"
    check_none "the kernel refused no change while $2" '^refused'
}

run_java 120 io.perch.tools.Perch doctor
check 'doctor: CPUs' "^CPUs +$CPUS$" "^mode +$MODE"
conservation 'conservation' "^mode: $MODE"
if [[ -n ${HOTPLUG:-} ]]; then
    storm_while come_and_go 'CPUs come and go'
fi
if [[ -n ${CPUSETS:-} ]]; then
    : >"$CHANGES"
    run 10 mount -t cgroup2 none /sys/fs/cgroup
    change /sys/fs/cgroup/cgroup.subtree_control +cpuset
    mkdir "$CPUSET"
    change "$CPUSET/cpuset.cpus" 1,3
    change "$CPUSET/cpuset.mems" 0-1
    change "$CPUSET/cgroup.procs" $$
    run 10 grep Cpus_allowed_list: /proc/self/status
    check 'this runs in a cpuset' '1,3$'
    run_java 120 io.perch.tools.Perch doctor
    check 'doctor in a sparse cpuset' 'allowed 1,3$' "^mode +$MODE"
    conservation 'conservation in a sparse cpuset' "^mode: $MODE"
    storm_while shrink_and_grow 'cpusets shrink and grow'
    change "$CPUSET/cpuset.cpus" 3
    change "$CPUSET/cpuset.mems" 1
    conservation 'conservation in a cpuset of one CPU' "^mode: $MODE"
fi
kernel_is_content
