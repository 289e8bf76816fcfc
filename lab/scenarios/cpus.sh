# shellcheck shell=bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# CPUs that are off line, that are not there yet, and that a cpuset takes away.

scenario_cpus() {
    note='two of four CPUs on line' append=maxcpus=2 \
        in_guest 2:512,2:512 trixie trixie 25 cpus.sh MODE=vcpu CPUS='possible 0-3, allowed 0-3' HOTPLUG=yes
    # Later kernels do not take CPUs for possible that QEMU may add, on an emulated machine.
    note='four of eight CPUs present' absent=4 append=possible_cpus=8 \
        in_guest 2:512,2:512 bookworm trixie 25 cpus.sh MODE=cpu CPUS='possible 0-7, allowed 0-7' HOTPLUG=yes
    note=cpusets \
        in_guest 2:512,2:512 trixie bookworm 17 cpus.sh MODE=vcpu CPUS='possible 0-3, allowed 0-3' CPUSETS=yes
    note=cpusets \
        in_guest 2:512,2:512 trixie-backports trixie 25 cpus.sh MODE=vcpu CPUS='possible 0-3, allowed 0-3' CPUSETS=yes
}
