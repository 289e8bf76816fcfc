#!/usr/bin/env bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# In a guest: CPUs come and go, and cpusets change, while allocations run.
# shellcheck disable=SC2153 # CPUS comes from outside
# CPUS: what the doctor has to say of them. HOTPLUG, CPUSET: what else to do (yes or empty).
# shellcheck source=lab/guest/checks.sh
source "$(dirname "$0")/checks.sh"

readonly CPUSET_DIRECTORY=/sys/fs/cgroup/perch

come_and_go() {
    local cpu
    while true; do
        for cpu in /sys/devices/system/cpu/cpu[1-9]*; do
            echo $(($(<"$cpu/online") ^ 1)) >"$cpu/online"
            sleep 0.2
        done
    done
}

# Both sparse and shrinking: a thread may lose all CPUs that it has run on so far, and memory of its node.
shrink_and_grow() {
    local cpus
    while true; do
        for cpus in 1,3 3 0,2 0-3; do
            echo "$cpus" >"$CPUSET_DIRECTORY/cpuset.cpus"
            sleep 0.2
            echo "$((cpus % 2))" >"$CPUSET_DIRECTORY/cpuset.mems"
            sleep 0.2
        done
        echo 0-1 >"$CPUSET_DIRECTORY/cpuset.mems"
    done
} 2>/dev/null

# storm_while DISTURBANCE CHECK
storm_while() {
    local process
    "$1" &
    process=$!
    storm 15 "$2"
    kill "$process"
    wait "$process" 2>/dev/null
}

run_java 120 io.perch.tools.Perch doctor
check 'doctor: CPUs' "^CPUs +$CPUS$" "^mode +$MODE"
conservation 'conservation' "^mode: $MODE"
if [[ -n ${HOTPLUG:-} ]]; then
    storm_while come_and_go 'abort storm while CPUs come and go'
fi
if [[ -n ${CPUSET:-} ]]; then
    mount -t cgroup2 none /sys/fs/cgroup
    echo +cpuset >/sys/fs/cgroup/cgroup.subtree_control
    mkdir "$CPUSET_DIRECTORY"
    echo 1,3 >"$CPUSET_DIRECTORY/cpuset.cpus"
    echo 0-1 >"$CPUSET_DIRECTORY/cpuset.mems"
    echo $$ >"$CPUSET_DIRECTORY/cgroup.procs"
    run_java 120 io.perch.tools.Perch doctor
    check 'doctor in a sparse cpuset' 'allowed 1,3$' "^mode +$MODE"
    conservation 'conservation in a sparse cpuset' "^mode: $MODE"
    storm_while shrink_and_grow 'abort storm in a shrinking cpuset'
    echo 3 >"$CPUSET_DIRECTORY/cpuset.cpus"
    echo 1 >"$CPUSET_DIRECTORY/cpuset.mems"
    conservation 'conservation in a cpuset of one CPU' "^mode: $MODE"
fi
kernel_is_content
