# shellcheck shell=bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# Each kernel with each libc: 6.1 writes neither node_id nor mm_cid; 7.x kills who writes to a registration of glibc 2.41.

scenario_kernels() {
    local modes='MODE=vcpu NOTIFY=yes'
    in_guest 1:768,1:256 bookworm bookworm 17 modes.sh MODE=cpu BINDING=jni NOTIFY=yes
    in_guest 1:768,1:256 bookworm trixie 25 modes.sh MODE=cpu BINDING=ffm NOTIFY=yes
    # shellcheck disable=SC2086 # words
    {
        in_guest 1:768,1:256 trixie bookworm 17 modes.sh $modes BINDING=jni
        in_guest 1:768,1:256 trixie trixie 25 modes.sh $modes BINDING=ffm
        in_guest 1:768,1:256 trixie-backports bookworm 17 modes.sh $modes BINDING=jni
    }
    in_guest 1:768,1:256 trixie-backports trixie 21 modes.sh MODE=vcpu BINDING=jni NOTIFY=ORIGINAL_LENGTH
    in_guest 1:768,1:256 trixie-backports trixie 25 modes.sh MODE=vcpu BINDING=ffm NOTIFY=ORIGINAL_LENGTH
}
