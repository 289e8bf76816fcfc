# shellcheck shell=bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# shellcheck disable=SC2034 # limit is lab/run's
#
# Several nodes, on the JDKs of this host where it has them; then nodes that have no CPUs, or no memory.

scenario_quick() {
    in_guest 2:512,2:512 trixie host 25 nodes.sh NODES='0, 1' MODE=vcpu BINDING=ffm QUICK=yes
}

scenario_nodes() {
    local limit=1200
    in_guest 2:512,2:512 trixie host 25 nodes.sh NODES='0, 1' MODE=vcpu BINDING=ffm NOTIFY=yes
    in_guest 2:512,2:512 trixie host 17 nodes.sh NODES='0, 1' MODE=vcpu BINDING=jni NOTIFY=yes
    in_guest 1:384,1:384,1:384,1:384 trixie-backports trixie 25 nodes.sh NODES='0, 1, 2, 3' MODE=vcpu BINDING=ffm
    note='four nodes, no node_id' \
        in_guest 1:384,1:384,1:384,1:384 bookworm bookworm 17 nodes.sh NODES='0, 1, 2, 3' MODE=cpu BINDING=jni
}

scenario_uneven() {
    local limit=1200
    note='CPU-less node' in_guest 1:512,1:384,0:256 trixie trixie 25 nodes.sh NODES='0, 1, 2' MODE=vcpu BINDING=ffm BLOCKS=200000
    note='memory-less node' in_guest 1:512,1:0,1:256 trixie trixie 21 nodes.sh NODES='0, 1, 2' MEMORIES='0, 2' MODE=vcpu BINDING=jni \
        BLOCKS=200000
}
