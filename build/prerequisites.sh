#!/usr/bin/env bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# Names what a build is going to miss, with the command that installs it, before Maven fails in words of its own.
set -euo pipefail
# shellcheck source=build/jdks.sh
source "$(dirname "${BASH_SOURCE[0]}")/jdks.sh"

missing=()
[[ -n $(find_jdk javac "$BUILD_JDK" 999) ]] || missing+=("JDK $BUILD_JDK or later, which compiles: $TEMURIN")
[[ -n $(find_jdk java "$LEAST_JDK" "$LEAST_JDK") ]] \
    || missing+=("JDK $LEAST_JDK, which runs the tests of the oldest binding: apt-get install openjdk-$LEAST_JDK-jdk-headless")
for tool in gcc make; do
    command -v "$tool" >/dev/null || missing+=("$tool: apt-get install $tool")
done
if ((${#missing[@]} > 0)); then
    echo 'Perch cannot be built; this is missing:' >&2
    printf '  %s\n' "${missing[@]}" >&2
    exit 1
fi
