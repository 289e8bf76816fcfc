# shellcheck shell=bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# Finds JDKs, for the launcher and for the build's own look at what it needs.
# shellcheck disable=SC2034 # used by those who source this
readonly BUILD_JDK=25
readonly LEAST_JDK=17
readonly TEMURIN='see https://adoptium.net/installation/linux, then: apt-get install temurin-25-jdk'

# Prints the feature version of the JDK in directory $1 that has the program bin/$2, or nothing.
jdk_version() {
    local line
    [[ -x $1/bin/$2 ]] || return 0
    if [[ -r $1/release ]]; then
        while IFS= read -r line; do
            [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]] && printf '%s\n' "${BASH_REMATCH[1]}" && return 0
        done <"$1/release"
    fi
    line=$("$1/bin/java" -version 2>&1) || return 0
    [[ $line =~ version\ \"([0-9]+) ]] && printf '%s\n' "${BASH_REMATCH[1]}"
    return 0
}

# Prints the newest JDK that has bin/$1 and whose feature version is $2 to $3.
find_jdk() {
    local candidate version best='' best_version=0 on_path
    on_path=$(command -v java || true)
    [[ -n $on_path ]] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/*; do
        [[ -n $candidate ]] || continue
        version=$(jdk_version "$candidate" "$1")
        if [[ -n $version ]] && ((version >= $2 && version <= $3 && version > best_version)); then
            best=$candidate
            best_version=$version
        fi
    done
    printf '%s' "$best"
}
