#!/bin/sh
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# What Maven runs to build the library: make, after a look whether it can work at all.
set -eu
for tool in make gcc; do
    if ! command -v "$tool" >/dev/null; then
        echo "Perch's native library needs $tool: apt-get install make gcc" >&2
        exit 1
    fi
done
exec make -s --no-print-directory -C "$(dirname "$0")" OUT="$1" all
