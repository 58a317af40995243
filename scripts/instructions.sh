#!/bin/sh
# Counts the instructions of what an operation does, with valgrind, and compares them with scripts/instructions.txt: fails
# if one takes 5 % more. With `--accept`, writes the file instead.
set -eu
cd "$(dirname "$0")/.."
expected=scripts/instructions.txt
program=$(cargo bench -p eap-benches --bench instructions --no-run --message-format json |
    sed -n 's/.*"name":"instructions".*"executable":"\([^"]*\)".*/\1/p')

# Instructions of a whole run.
instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$2" 2>&1 | sed -n 's/.*Collected : //p'
}

measure() {
    for what in plain cancellable loop unheard heard raise raise-10; do
        # The difference leaves out what a run does once.
        few=$(instructions "$what" 1000)
        many=$(instructions "$what" 3000)
        echo "$what $(((many - few) / 2000))"
    done
}

if [ "${1-}" = --accept ]; then
    measure | tee "$expected"
    exit
fi
failed=0
for line in $(measure | tr ' ' :); do
    what=${line%:*} now=${line#*:}
    was=$(sed -n "s/^$what //p" "$expected")
    echo "$what: $now, was $was"
    if [ "$now" -gt $((was + was / 20 + 1)) ]; then
        echo "$what takes more instructions than scripts/instructions.txt allows" >&2
        failed=1
    fi
done
exit $failed
