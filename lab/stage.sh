# shellcheck shell=bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# Puts into one directory all that the guests are given besides their own file system: the packaged jars and what these need, the
# tests' own programs, and the library as the storm wants it, for each architecture.
# shellcheck disable=SC2154 # project, lab and stage are lab/run's

stage_native() {
    local machine=$1 compiler=$2 out=$stage/storm-$1
    command -v "$compiler" >/dev/null || return 0
    make -s --no-print-directory -C "$project/allocator-native/src/main/native" CC="$compiler" OUT="$out" storm \
        "$out/selftest" "$out/native_storm" ||
        lab_fail "the native test programs for $machine cannot be built"
}

stage_all() {
    local jars jar
    rm -rf "${stage:?}"/{lib,guest,core-tests,native-tests}
    mkdir -p "$stage/lib"
    jars=$("$project/perch" classpath lab) || exit
    for jar in ${jars//:/ }; do
        cp "$jar" "$stage/lib"
    done
    cp -r "$lab/guest" "$stage/guest"
    cp -r "$project/allocator-core/target/test-classes" "$stage/core-tests"
    cp -r "$project/allocator-native/target/test-classes" "$stage/native-tests"
    stage_native x86_64 gcc
    stage_native aarch64 aarch64-linux-gnu-gcc
}
