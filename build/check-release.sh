#!/usr/bin/env bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# Stages a release into a directory, signed by a key that is made for this alone, and checks that each artifact has what Maven
# Central asks for. Prints a line for each artifact; fails at the first thing that is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v gpg >/dev/null || { echo 'gpg is missing: apt-get install gpg' >&2; exit 1; }
staged=$(mktemp -d)
GNUPGHOME=$(mktemp -d)
export GNUPGHOME
trap 'gpgconf --kill gpg-agent; rm -rf "$staged" "$GNUPGHOME"' EXIT
url=https://example.org/perch

gpg --batch --quiet --passphrase '' --quick-generate-key 'Staging test' default default 1d
mvn -q -Prelease -DskipTests -Dcheckstyle.skip -Dperch.url="$url" -DaltDeploymentRepository="staged::file:$staged" deploy \
    -pl .,allocator-native,allocator-core,allocator-netty,allocator-netty-agent,allocator-micrometer \
    -pl allocator-spring-boot-starter,allocator-agrona,bom

fail() {
    echo "$1: $2" >&2
    exit 1
}

artifacts=0
for pom in "$staged"/io/perch/*/*/*.pom; do
    name=$(basename "$(dirname "$(dirname "$pom")")")
    for element in '<name>' '<description>' "<url>$url</url>" '<license>' '<developer>' '<scm>'; do
        grep -q "$element" "$pom" || fail "$name" "its pom has no $element"
    done
    # The bill of materials may say project.version, which is its own.
    ! grep -v '<version>${project.version}</version>' "$pom" | grep -q '\${' || fail "$name" 'its pom has properties'
    files=("$pom")
    if ! grep -q '<packaging>pom</packaging>' "$pom"; then
        for kind in '' -sources -javadoc; do
            [[ -f ${pom%.pom}$kind.jar ]] || fail "$name" "there is no $kind.jar"
            files+=("${pom%.pom}$kind.jar")
        done
    fi
    for file in "${files[@]}"; do
        [[ -f $file.sha1 && -f $file.md5 ]] || fail "$name" "no checksums of $(basename "$file")"
        gpg --batch --quiet --verify "$file.asc" "$file" 2>/dev/null || fail "$name" "no valid signature of $(basename "$file")"
    done
    artifacts=$((artifacts + 1))
    echo "staged: $name, ${#files[@]} signed files"
done
((artifacts > 0)) || fail 'release' 'nothing was staged'
echo "release: $artifacts artifacts have what Maven Central asks for"
