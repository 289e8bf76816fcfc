# shellcheck shell=bash
# Copyright 2026 The Perch Authors
# SPDX-License-Identifier: Apache-2.0
#
# shellcheck disable=SC2154 # results, guests and work are lab/run's
#
# Collects checks in $results, a line each: scenario|guest|passed or failed|check|why. Guests in $guests: scenario|guest|seconds.

# Takes the checks out of what guest $2 of scenario $1 printed to file $3.
collect() {
    sed -n 's/\r$//; s/^@\(passed\|failed\)|/\1|/p' "$3" | sed "s/^/$1|$2|/" >>"$results"
}

# Adds a check that the host makes: scenario, guest, passed or failed, check, why.
record() {
    local IFS='|'
    printf '%s\n' "$*" >>"$results"
}

# An awk program's beginning, which reads guests and results: what scenario "wanted" found, by row and guest.
readonly READ_RESULTS='
    FNR == NR { if ($1 == wanted) { guests[++columns] = $2; seconds[columns] = $3 } next }
    $1 == wanted {
        if (!($4 in row)) { row[$4] = ++rows; checks[rows] = $4 }
        cell[$2, $4] = $3 == "failed" || cell[$2, $4] == "FAILED" ? "FAILED" : "passed"
        if ($3 == "failed") { failed++; why[failed] = $2 ": " $4 ": " $5 } else { passed++ }
    }'

# Prints scenario $1 as a table: a row for each check, a column for each guest.
table() {
    awk -F'|' -v wanted="$1" "$READ_RESULTS"'
        END {
            for (c = 1; c <= columns; c++) { printf "    %d  %-58s %4d s\n", c, guests[c], seconds[c] }
            printf "\n| %-44s |", "check"
            for (c = 1; c <= columns; c++) { printf " %-6s |", c }
            printf "\n|---|"
            for (c = 1; c <= columns; c++) { printf "---|" }
            for (r = 1; r <= rows; r++) {
                printf "\n| %-44s |", checks[r]
                for (c = 1; c <= columns; c++) { printf " %-6s |", cell[guests[c], checks[r]] }
            }
            printf "\n\n%s: %d passed, %d failed\n", wanted, passed, failed
            for (f = 1; f <= failed; f++) { print "  FAILED " why[f] }
        }' "$guests" "$results"
}

# Writes the tables of scenarios $3... and the version of QEMU $2 into page $1, where sections of other scenarios stay.
update_markdown() {
    local page=$1 qemu=$2 scenario
    shift 2
    {
        # shellcheck disable=SC2016 # code in Markdown
        printf '# Results of the lab\n\nWritten by `./perch lab --markdown`. [lab.md](lab.md) explains the checks; nodes are CPUs:MiB.\n'
        for scenario in quick "${SCENARIOS[@]}"; do
            if [[ " $* " == *" $scenario "* ]]; then
                markdown "$scenario" "$qemu"
            elif [[ -e $page ]]; then
                awk -v heading="## $scenario" '/^## / { wanted = $0 == heading; if (wanted) { print "" } }
                    wanted && $0 != "" { if (blank) { print "" } print; blank = 0; next }
                    wanted { blank = 1 }' "$page"
            fi
        done
    } >"$work/page"
    cp "$work/page" "$page"
}

# Prints scenario $1, run by QEMU $2, as a section in Markdown.
markdown() {
    awk -F'|' -v wanted="$1" -v qemu="$2" "$READ_RESULTS"'
        END {
            printf "\n## %s\n\n%d checks passed, %d failed, in QEMU %s.\n\n", wanted, passed, failed, qemu
            for (c = 1; c <= columns; c++) { printf "%d. %s\n", c, guests[c] }
            printf "\n| check |"
            for (c = 1; c <= columns; c++) { printf " %d |", c }
            printf "\n|---|"
            for (c = 1; c <= columns; c++) { printf "---|" }
            for (r = 1; r <= rows; r++) {
                printf "\n| %s |", checks[r]
                for (c = 1; c <= columns; c++) {
                    found = cell[guests[c], checks[r]]
                    printf " %s |", (found == "passed" ? "✓" : found)
                }
            }
            print ""
            for (f = 1; f <= failed; f++) { print "\nFailed: " why[f] }
        }' "$guests" "$results"
}

# Prints all as JSON.
json() {
    awk -F'|' -v qemu="$1" '
        function quoted(text) {
            gsub(/[\\"]/, "\\\\&", text)
            gsub(/[[:cntrl:]]/, " ", text)
            return "\"" text "\""
        }
        FNR == NR { guests[FNR] = $1 "|" $2 "|" $3; count = FNR; next }
        { checks[FNR] = $0; total = FNR; if ($3 == "failed") { failed++ } }
        END {
            printf "{\"qemu\": %s, \"passed\": %d, \"failed\": %d,\n \"guests\": [", quoted(qemu), total - failed, failed
            for (i = 1; i <= count; i++) {
                split(guests[i], part, "|")
                printf "%s\n  {\"scenario\": %s, \"guest\": %s, \"seconds\": %d}",
                    (i > 1 ? "," : ""), quoted(part[1]), quoted(part[2]), part[3]
            }
            printf "],\n \"checks\": ["
            for (i = 1; i <= total; i++) {
                split(checks[i], part, "|")
                printf "%s\n  {\"scenario\": %s, \"guest\": %s, \"check\": %s, \"passed\": %s, \"why\": %s}",
                    (i > 1 ? "," : ""),
                    quoted(part[1]), quoted(part[2]), quoted(part[4]), (part[3] == "passed" ? "true" : "false"), quoted(part[5])
            }
            print "]}"
        }' "$guests" "$results"
}
