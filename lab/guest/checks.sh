# shellcheck shell=bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# In a guest: runs programs, and says what they have shown by lines that the host collects: @passed|CHECK or @failed|CHECK|WHY.
# JAVA_HOME names the JDK.

stage=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
output=/tmp/perch-output
# shellcheck disable=SC2034 # for those who source this
# The numbers of system calls that some checks have the kernel refuse.
case $(uname -m) in
    x86_64) membarrier=324 mbind=237 ;;
    *) membarrier=283 mbind=235 ;;
esac
status=0
# C1 and one collector thread: the JVM shall spend its time on Perch, not on itself.
java=("$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -XX:+IgnoreUnrecognizedVMOptions
    --enable-native-access=ALL-UNNAMED -Xmx160m -XX:MaxDirectMemorySize=192m)
class_path="$stage/lib/*:$stage/core-tests:$stage/native-tests"

# run SECONDS COMMAND...: on a host as slow as usual. Keeps status and output, for the checks that follow.
run() {
    local seconds=$(($1 * ${PERCH_LAB_SLOWNESS:-1})) command began=$SECONDS
    shift
    command=$*
    printf '\n+ %s\n' "${command##* -cp "$class_path" }"
    timeout -k 5 "$seconds" "$@" >"$output" 2>&1
    status=$?
    cat "$output"
    printf -- '- status %d after %d s\n' "$status" $((SECONDS - began))
}

# run_java SECONDS OPTION... MAIN ARGUMENT...
run_java() {
    local seconds=$1
    shift
    run "$seconds" "${java[@]}" -cp "$class_path" "$@"
}

# check NAME PATTERN...: the last program ended well, and printed something for each pattern.
check() {
    local name=$1 pattern
    shift
    if ((status != 0)); then
        echo "@failed|$name|exit status $status"
        return
    fi
    for pattern in "$@"; do
        if ! grep -qE -- "$pattern" "$output"; then
            echo "@failed|$name|no '$pattern' in the output"
            return
        fi
    done
    echo "@passed|$name"
}

# conservation CHECK PATTERN... [-- OPTION...]: the allocator hands blocks between threads, and all of it adds up. Variable reserved: a
# pattern for the bytes of address space that are left after its close, if not 0.
conservation() {
    local name=$1 patterns=()
    shift
    while (($# > 0)) && [[ $1 != -- ]]; do
        patterns+=("$1")
        shift
    done
    shift || true
    run_java 120 "$@" io.perch.FallbackMain
    check "$name" "in use: 0, reserved: ${reserved:-0}, operations: true" "${patterns[@]}"
}

# native_storm SECONDS: the same without a JVM, in mode cpu and in the best mode that works.
native_storm() {
    run $(($1 * 2 + 60)) "$stage/storm-$(uname -m)/native_storm" "$1" cpu "$MODE"
    check 'native abort storm' '^cpu .*lost 0, doubled 0, capacity off by 0$' "^$MODE .*lost 0, doubled 0, capacity off by 0$"
}

# storm SECONDS CHECK OPTION...: in the index modes and striped, under aborts, signals, migrations, drains.
storm() {
    local seconds=$1 name=$2
    shift 2
    run_java $((seconds + 120)) "-Dperch.native.path=$stage/storm-$(uname -m)/libperch-storm.so" \
        io.perch.storm.Storm --seconds "$seconds" "$@"
    check "$name" 'lost 0 bytes   doubled 0 blocks$'
}

# check_none NAME PATTERN: the last program printed nothing like it.
check_none() {
    local found
    if found=$(grep -E -m 1 -- "$2" "$output"); then
        echo "@failed|$1|$found"
    else
        echo "@passed|$1"
    fi
}

kernel_is_content() {
    dmesg >"$output"
    check_none 'the kernel has no complaint' 'BUG:|Oops|WARNING:|rcu.*stall|segfault'
}
