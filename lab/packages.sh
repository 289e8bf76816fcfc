# shellcheck shell=bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# Debian packages, downloaded and unpacked into the cache, never installed: no privilege is needed and the host stays as it is.
# apt checks the signatures; no maintainer script runs.

readonly LAB_CACHE=${PERCH_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/perch/lab}
readonly KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

lab_fail() {
    printf 'perch lab: %s\n' "$1" >&2
    exit 1
}

package_of() {
    case $1 in
        apt-get) echo apt ;;
        dpkg-deb) echo dpkg ;;
        setpriv) echo util-linux ;;
        xz) echo xz-utils ;;
        *) echo "$1" ;;
    esac
}

# Prints the reason why the lab cannot run here, or nothing.
lab_obstacle() {
    local tool missing=()
    [[ $(uname -sm) == 'Linux x86_64' ]] || { echo "it needs Linux on x86-64, and this is $(uname -sm)"; return; }
    for tool in apt-get dpkg-deb setpriv tar xz; do
        command -v "$tool" >/dev/null || missing+=("$(package_of "$tool")")
    done
    [[ -r $KEYRING ]] || missing+=(debian-archive-keyring)
    if ((${#missing[@]} > 0)); then
        echo "this is missing: apt-get install ${missing[*]}"
    elif [[ -z $(mirror) ]]; then
        echo 'no Debian mirror is known: set PERCH_LAB_MIRROR, such as http://deb.debian.org/debian, or run apt-get update'
    fi
}

# Prints the mirror that the host's own apt uses for Debian, unless PERCH_LAB_MIRROR names one.
mirror() {
    if [[ -n ${PERCH_LAB_MIRROR:-} ]]; then
        printf '%s\n' "$PERCH_LAB_MIRROR"
    else
        # shellcheck disable=SC2016 # apt's own variables
        apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
            awk '$1 == "Debian" && $2 !~ /security/ && !found { print $2; found = 1 }'
    fi
}

# Lets apt-get and apt-cache in this shell see suite $1 for architecture $2 only, and nothing installed.
use_suite() {
    local suite=$1 arch=$2 state=$LAB_CACHE/apt/$1-$2
    mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
    export APT_CONFIG=$state/apt.conf
    [[ ! -e $state/updated ]] || return 0
    : >"$state/status"
    printf 'deb [signed-by=%s] %s %s main\n' "$KEYRING" "$(unset APT_CONFIG; mirror)" "$suite" >"$state/sources.list"
    cat >"$APT_CONFIG" <<END
APT::Architecture "$arch";
APT::Architectures { "$arch"; };
APT::Default-Release "";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Debug::NoLocking "true";
Dir::Cache "$state/cache";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
Dir::Etc::SourceList "$state/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State "$state";
Dir::State::status "$state/status";
END
    apt-get -qq update >&2 || lab_fail "apt-get update for $suite, $arch failed"
    touch "$state/updated"
}

# Runs "$3..." in an empty directory that has to hold packages afterwards, and unpacks those into $1, unless the same command did so
# before. $2 says what they are.
unpack_once() {
    local directory=$1 what=$2 archives=$1.archives package
    shift 2
    [[ $(cat "$directory/.unpacked" 2>/dev/null) != "$*" ]] || return 0
    echo "perch lab: fetching $what ..." >&2
    rm -rf "$directory" "$archives"
    # In a merged /usr, what packages put into /lib has to arrive there as well.
    mkdir -p "$archives/partial" "$directory"/usr/{bin,sbin,lib,lib64}
    ln -s usr/bin usr/sbin usr/lib usr/lib64 "$directory"
    if ! (cd "$archives" && "$@") >"$LAB_CACHE/fetch.log" 2>&1; then
        tail -n 20 "$LAB_CACHE/fetch.log" >&2
        lab_fail "cannot fetch $what"
    fi
    for package in "$archives"/*.deb; do
        dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink --no-same-owner -C "$directory" ||
            lab_fail "cannot unpack $package"
    done
    rm -rf "$archives"
    printf '%s\n' "$*" >"$directory/.unpacked"
}

download_with_dependencies() {
    apt-get -qq -y -o Dir::Cache::archives="$PWD" --download-only install "$@"
}

# Kernels take far more than their own packages to be installed, and nothing else to be booted.
download_kernel() {
    local packages
    packages=$(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances \
        "$1" | grep -E '^linux-(image|binary|modules)-[0-9]')
    # shellcheck disable=SC2086 # names are words
    apt-get -qq download $packages
}

# Sets tools to a directory with QEMU and what else the lab itself needs.
fetch_tools() {
    use_suite trixie amd64
    tools=$LAB_CACHE/tools
    unpack_once "$tools" 'QEMU (trixie)' download_with_dependencies qemu-system-x86 qemu-system-arm seabios busybox-static zstd
}

# Sets kernel to the directory of the kernel of suite $1 for architecture $2, and busybox to that of the program that starts guests
# for it.
fetch_kernel() {
    kernel=$LAB_CACHE/kernel/$1-$2
    if [[ $1 != no-aborts ]]; then
        use_suite "$1" "$2"
        unpack_once "$kernel" "the kernel of $1 for $2" download_kernel "linux-image-$2"
    fi
    use_suite trixie "$2"
    busybox=$LAB_CACHE/busybox-$2
    unpack_once "$busybox" "busybox for $2" apt-get -qq download busybox-static
}

# Prints the version of glibc in root $1.
libc_of() {
    grep -aohE -m 1 'stable release version [0-9.]+[0-9]' "$1"/usr/lib/*-linux-gnu/libc.so.6 | head -n 1 | sed 's/.* /glibc /'
}

# Sets root to a directory that can be the root of a guest: suite $1, architecture $2, JDKs $3...
fetch_root() {
    local suite=$1 arch=$2
    shift 2
    use_suite "$suite" "$arch"
    root=$LAB_CACHE/root/$suite-$arch
    unpack_once "$root" "$suite for $arch with $*" download_with_dependencies \
        base-files bash dash coreutils util-linux mount grep sed mawk procps libc-bin "$@"
    mkdir -p "$root/root" "$root/tmp" "$root/etc"
    ln -sf dash "$root/usr/bin/sh"
    ln -sf mawk "$root/usr/bin/awk"
    echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
}
