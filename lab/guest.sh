# shellcheck shell=bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# Boots a QEMU guest that runs one command and is gone. Emulation (TCG) always, so that a guest is the same on every host.
# shellcheck disable=SC2034,SC2054,SC2154 # variables pass between this file, lab/run and the scenarios; commas are QEMU's

readonly BOOT_MODULES=(virtio_pci virtio_console 9pnet_virtio 9p overlay)
readonly BOOT_APPLETS=(sh cat chroot cp echo ifconfig insmod ln mkdir mount poweroff usleep)

# Becomes the tool $1. The tools come with libraries of their own, which may be newer than the host's. None outlives this shell,
# however that ends.
become_tool() {
    local name=$1
    shift
    export QEMU_MODULE_DIR=$tools/usr/lib/x86_64-linux-gnu/qemu
    exec setpriv --pdeathsig KILL \
        "$tools/lib64/ld-linux-x86-64.so.2" --library-path "$tools/usr/lib/x86_64-linux-gnu" "$tools/usr/bin/$name" "$@"
}

tool() {
    (become_tool "$@")
}

# Writes module $1 and what it needs to the directory $3, numbered in the order in which they have to be loaded; $2 is the kernel's.
add_module() {
    local name=${1//[-_]/[-_]} directory=$2 target=$3 file module dependency
    file=$(find "$directory" -name "$name.ko*" -print -quit)
    [[ -n $file ]] || return 0 # built in
    compgen -G "$target/*-$(basename "${file%.ko*}").ko" >/dev/null && return 0
    module=$(mktemp -p "$target/..")
    case $file in
        *.xz) xz -dc "$file" ;;
        *) cat "$file" ;;
    esac >"$module"
    for dependency in $(tr '\0' '\n' <"$module" | sed -n 's/^depends=//p' | tr ',' ' '); do
        add_module "$dependency" "$directory" "$target"
    done
    mv "$module" "$(printf '%s/%02d-%s.ko' "$target" "$(find "$target" -name '*.ko' | wc -l)" "$(basename "${file%.ko*}")")"
}

# Prints the bytes of file $1 from offset $2 as a little-endian number of $3 bytes.
number_at() {
    od -A n -t "u$3" -j "$2" -N "$3" "$1" | tr -d ' '
}

# Unpacks the ELF kernel out of the bzImage $1, or copies any other image, to $2: a guest would take seconds to unpack it.
unpack_kernel() {
    local image=$1 target=$2 offset length packed
    if [[ $(tail -c +515 "$image" | head -c 4 | tr -d '\0') != HdrS ]]; then
        cp "$image" "$target"
        return
    fi
    offset=$((($(number_at "$image" 497 1) + 1) * 512 + $(number_at "$image" 584 4)))
    # The last four bytes are the length of what was packed, and not the packer's.
    length=$(($(number_at "$image" 588 4) - 4))
    packed=$(mktemp -p "$(dirname "$target")")
    tail -c +$((offset + 1)) "$image" | head -c "$length" >"$packed"
    case $(number_at "$packed" 0 4) in
        4247762216) tool zstd -dcq "$packed" >"$target" ;;
        *) xz -dc --single-stream "$packed" >"$target" ;;
    esac || cp "$image" "$target"
    rm -f "$packed"
}

# Makes boot.lab/ in the kernel's directory $1: kernel, initrd and its version.
prepare_boot() {
    local directory=$1 boot=$1/boot.lab modules image work name
    [[ $boot/initrd -nt $lab/guest/init && $boot/initrd -nt $lab/guest.sh ]] && return
    rm -rf "$boot"
    work=$boot/work
    mkdir -p "$work"/{bin,dev,lower,modules,proc,root,sys,upper}
    modules=$(echo "$directory"/lib/modules/*)
    basename "$modules" >"$boot/version"
    image=$directory/boot/vmlinuz-$(basename "$modules")
    [[ -e $image ]] || image=$modules/vmlinuz
    unpack_kernel "$image" "$boot/kernel"
    cp "$busybox/bin/busybox" "$work/bin/busybox"
    for name in "${BOOT_APPLETS[@]}"; do
        ln -s busybox "$work/bin/$name"
    done
    for name in "${BOOT_MODULES[@]}"; do
        add_module "$name" "$modules" "$work/modules"
    done
    install -m 755 "$lab/guest/init" "$work/init"
    archive "$work" "$boot/initrd"
    rm -rf "$work"
}

# Packs directory $1 into the file $2, as the kernel reads it.
archive() {
    (cd "$1" && find . | "$tools/bin/busybox" cpio -o -H newc 2>/dev/null) >"$2"
}

# Sets topology to QEMU's arguments for nodes $1: CPUS:MIB,CPUS:MIB,... where CPUs or memory may be 0. $2: CPUs that may come later,
# on the last node.
describe_nodes() {
    local absent=$2 node=0 cpus=0 memory=0 parts part count mib last arguments
    topology=()
    IFS=, read -ra parts <<<"$1"
    for part in "${parts[@]}"; do
        count=${part%:*} mib=${part#*:}
        arguments=node,nodeid=$node
        if ((mib > 0)); then
            topology+=(-object "memory-backend-ram,id=memory$node,size=${mib}M")
            arguments+=",memdev=memory$node"
            memory=$((memory + mib))
        fi
        if ((count > 0)); then
            last=$((cpus + count - 1))
            ((node < ${#parts[@]} - 1)) || last=$((last + absent))
            arguments+=",cpus=$cpus-$last"
            cpus=$((cpus + count))
        fi
        topology+=(-numa "$arguments")
        node=$((node + 1))
    done
    topology+=(-m "${memory}M" -smp "cpus=$cpus,maxcpus=$((cpus + absent)),sockets=$((cpus + absent)),cores=1,threads=1")
}

# Devices have no message-signalled interrupts (vectors=0): setting those up, QEMU 10.0 now and then fails an assertion in msix.c.
# no_timer_check: on a busy host ticks come so late that a kernel on x86-64 would take its timer for broken, and panic.
#
# guest DIRECTORY NODES COMMAND...: runs a command in a guest; DIRECTORY gets its output and what else there is to say about it.
# Variables: kernel (directory), arch, root, shares (directories), limit (seconds), append (to the kernel's command line),
# absent (CPUs). Returns the command's status; 124 when the time was over; 125 when the guest died.
guest() {
    local directory=$1 nodes=$2 machine console topology number=0 share arguments
    shift 2
    prepare_boot "$kernel"
    rm -rf "$directory"
    mkdir -p "$directory/settings"
    for share in "${shares[@]}"; do
        printf '%s\n' "$share"
    done >"$directory/settings/shares"
    { printf '%q ' "$@"; echo; } >"$directory/settings/command"
    archive "$directory/settings" "$directory/settings.cpio"
    cat "$kernel/boot.lab/initrd" "$directory/settings.cpio" >"$directory/initrd"
    describe_nodes "$nodes" "${absent:-0}"
    case $arch in
        amd64) machine=(qemu-system-x86_64 -machine q35 -cpu max) console=ttyS0 ;;
        arm64) machine=(qemu-system-aarch64 -machine 'virt,gic-version=3' -cpu neoverse-n1) console=ttyAMA0 ;;
    esac
    arguments=(-L "$tools/usr/share/qemu" -L "$tools/usr/share/seabios" -accel 'tcg,thread=multi' "${topology[@]}"
        -nodefaults -no-user-config -display none -monitor none -no-reboot
        -chardev "file,id=console,path=$directory/console" -serial chardev:console
        -kernel "$kernel/boot.lab/kernel" -initrd "$directory/initrd"
        -append "console=$console panic=-1 quiet no_timer_check nowatchdog mitigations=off random.trust_cpu=on ${append:-}"
        -device virtio-serial-pci,vectors=0
        -chardev "file,id=output,path=$directory/output" -device virtserialport,chardev=output,name=output
        -chardev "file,id=status,path=$directory/status" -device virtserialport,chardev=status,name=status
        -fsdev "local,id=root,path=$root,security_model=none,multidevs=remap,readonly=on"
        -device virtio-9p-pci,vectors=0,fsdev=root,mount_tag=root)
    for share in "${shares[@]}"; do
        arguments+=(-fsdev "local,id=share$number,path=$share,security_model=none,multidevs=remap,readonly=on"
            -device "virtio-9p-pci,vectors=0,fsdev=share$number,mount_tag=share$number")
        number=$((number + 1))
    done
    become_tool "${machine[@]}" "${arguments[@]}" </dev/null >"$directory/qemu" 2>&1 &
    guest_process=$!
    await_guest "$directory"
}

# Waits for the guest, up to the limit.
await_guest() {
    local directory=$1 end=$((SECONDS + limit)) status
    while kill -0 "$guest_process" 2>/dev/null && ((SECONDS < end)); do
        sleep 0.2
    done
    if kill -KILL "$guest_process" 2>/dev/null; then
        wait "$guest_process" 2>/dev/null
        guest_process=
        return 124
    fi
    wait "$guest_process" 2>/dev/null
    guest_process=
    status=$(sed -n 's/^exit //p' "$directory/status" 2>/dev/null)
    return "${status:-125}"
}
