#!/bin/sh
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# What Maven runs to write the classes with the operations on slabs: one for each constant of io.perch.rseq.binding.Variant and each
# binding, all copied from that of CPU. Usage: variants.sh TARGET; JNI's go to TARGET/java, FFM's to TARGET/java22.
set -eu
sources=$(cd "$(dirname "$0")/.." && pwd)
package=io/perch/rseq/binding

# Leaves alone what is newer than what it is made from, so that Maven finds nothing to compile.
copy() {
    template=$1 prefix=$2 directory=$3
    mkdir -p "$directory"
    for name in Vcpu Notify Own PartitionedCpu PartitionedVcpu PartitionedNotify PartitionedOwn; do
        target=$directory/$prefix${name}Calls.java
        if ! [ "$target" -nt "$template" ] || ! [ "$target" -nt "$0" ]; then
            constant=$(echo "$name" | sed 's/\([a-z]\)\([A-Z]\)/\1_\2/' | tr '[:lower:]' '[:upper:]')
            sed -e "s/${prefix}CpuCalls/$prefix${name}Calls/" -e "s/Variant\([.#]\)CPU/Variant\1$constant/" \
                -e 's/, and what those of the others are copied from//' "$template" >"$target"
        fi
    done
}

copy "$sources/java/$package/JniCpuCalls.java" Jni "$1/java/$package"
copy "$sources/java22/$package/FfmCpuCalls.java" Ffm "$1/java22/$package"
