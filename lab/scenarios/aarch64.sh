# shellcheck shell=bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# shellcheck disable=SC2034,SC2154 # variables are for, and from, lab/run and guest.sh
#
# aarch64: the library by itself, the packaged jars through JNI and FFM, and a kernel that does not abort.

scenario_aarch64() {
    local arch=arm64 limit=900
    in_guest 1:768,1:256 trixie bookworm 17 aarch64.sh MODE=vcpu BINDING=jni NOTIFY=yes
    in_guest 1:768,1:256 trixie trixie 21 aarch64.sh MODE=vcpu BINDING=jni NOTIFY=yes
    in_guest 1:768,1:256 trixie trixie 25 aarch64.sh MODE=vcpu BINDING=ffm NOTIFY=yes
    in_guest 1:768,1:256 trixie-backports trixie 21 aarch64.sh MODE=vcpu BINDING=jni NOTIFY=ORIGINAL_LENGTH
    in_guest 1:768,1:256 trixie-backports trixie 25 aarch64.sh MODE=vcpu BINDING=ffm NOTIFY=ORIGINAL_LENGTH
    make_kernel_without_aborts trixie
    note='planted: never aborts' in_guest 1:768,1:256 no-aborts trixie 25 no_aborts.sh
}

# Makes the kernel "no-aborts": that of suite $1 for arm64, with one instruction changed so that it never sends a thread to its abort
# handler, although it keeps cpu_id, node_id and mm_cid up to date. The real kernels 6.19.0 to 7.0.13 behaved like this.
#
#     __rseq_handle_notify_resume(signal, registers)       "registers" is null on a path where no abort is wanted
#         nop                        the tracer's; becomes "mov x9, x30" at boot
#         nop              ->        mov x1, xzr
make_kernel_without_aborts() {
    local nop=3573751839 move='\xe1\x03\x1f\xaa' made=$LAB_CACHE/kernel/no-aborts-arm64 place
    local shares=() limit=120 append=nokaslr kernel busybox root
    fetch_kernel "$1" arm64
    fetch_root trixie arm64
    guest "$work/symbols" 1:512 grep -E ' _text$| __rseq_handle_notify_resume$' /proc/kallsyms
    place=$(sort "$work/symbols/output" | { read -r text _ && read -r function _ && echo $((0x$function - 0x$text + 4)); })
    [[ $(number_at "$kernel/boot.lab/kernel" "$place" 4) == "$nop" ]] ||
        lab_fail 'this kernel is not built as expected, and cannot be changed'
    rm -rf "$made"
    mkdir -p "$made"
    cp -r "$kernel/boot.lab" "$made"
    # shellcheck disable=SC2059 # bytes
    printf "$move" | dd of="$made/boot.lab/kernel" bs=1 seek="$place" conv=notrunc status=none
    touch "$made/boot.lab/initrd"
}
