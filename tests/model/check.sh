#!/usr/bin/env bash
# Model-checks the lease protocol with spin: every state of every small fleet below, nothing sampled.
#
#   tests/model/check.sh
#
# Prints one line a claim. Exit code: 0 as expected; 1 a claim failed, a broken variant passed, or a
# search was not exhaustive; 3 spin or gcc is missing (apt-get install spin gcc).
# Needs two cores for up to two and a half minutes when idle and less than 4 GB. docs/adr/0011-model-checked-leases.md says
# what is modelled.
set -euo pipefail
models=$(cd "$(dirname "$0")" && pwd)

for tool in spin gcc; do
    if ! command -v "$tool" >/dev/null; then
        echo "MODEL CHECK NOT RUN: $tool is not installed (Debian: apt-get install spin gcc)" >&2
        exit 3
    fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# check <holds|fails> <safety|liveness> <what it says> [-Dmacro...]
# Exhaustive means: no bitstate, no lossy compression, neither depth nor memory limit reached.
check() {
    local expected=$1 kind=$2 text=$3
    shift 3
    local dir model build search verdict states seconds
    dir=$(mktemp -d -p "$work")
    case $kind in
        safety)   model=lease.pml      build=(-DSAFETY)  search=() ;;
        liveness) model=starvation.pml build=(-DNFAIR=3) search=(-a -f) ;;
    esac
    cp "$models/$model" "$dir/model.pml"
    (
        cd "$dir"
        spin -a "$@" model.pml
        gcc -O2 -w -DMEMLIM=1900 -DVECTORSZ=1024 "${build[@]}" -o pan pan.c
        ./pan "${search[@]}" -m2000000 -w22
    ) >"$dir/out" 2>&1 || true

    if grep -qE 'assertion violated|acceptance cycle' "$dir/out"; then
        verdict=fails
    elif grep -q 'errors: 0' "$dir/out" \
        && ! grep -qE 'Search not completed|max search depth too small|reached -DMEMLIM|out of memory' "$dir/out"; then
        verdict=holds
    else
        verdict=undecided
    fi
    states=$(sed -nE 's/^ *([0-9.e+]+) states, stored.*/\1/p' "$dir/out")
    seconds=$(sed -nE 's/^pan: elapsed time ([0-9.e+-]+) seconds/\1/p' "$dir/out")
    local mark=ok
    if [[ $verdict != "$expected" ]]; then
        mark=SURPRISE
        { echo "--- $text [$*]: expected '$expected', got '$verdict'"; tail -n 40 "$dir/out"; } >&2
    fi
    printf '%-8s  %-5s  %-62s  %10s states  %5s s  %s\n' "$mark" "$verdict" "$text" "${states:-?}" "${seconds:-?}" "$*"
    rm -rf "$dir"
    [[ $mark == ok ]]
}

# Two lanes, so that two cores are used and never more than two searches share the memory.
lane_one() {
    local surprises=0
    holds()  { check holds safety "$@" || surprises=$((surprises + 1)); }
    broken() { check fails safety "$1" -DLIMIT=2 "${@:2}" || surprises=$((surprises + 1)); }

    # No overspend in any state; nothing lost without a crash; one lease a crash and window at most.
    holds "2 instances, any duplicates"                -DLIMIT=4 -DCRASHES=0
    holds "3 instances, no reports, any duplicates"    -DLIMIT=3 -DCRASHES=0 -DINSTANCES=3 -DREPORTS=0
    holds "3 instances"                                -DLIMIT=2 -DCRASHES=0 -DINSTANCES=3 -DDUPLICATES=0
    holds "2 instances, a crash, 1 duplicate"          -DLIMIT=2 -DCRASHES=1 -DDUPLICATES=1
    holds "1 instance, a crash, any duplicates"        -DLIMIT=4 -DCRASHES=1 -DINSTANCES=1
    holds "2 instances, 2 leases each, any duplicates" -DLIMIT=2 -DCRASHES=0 -DLEASES=2 -DREPORTS=0
    holds "1 instance, 2 leases, any duplicates"       -DLIMIT=3 -DCRASHES=0 -DINSTANCES=1 -DLEASES=2
    holds "1 instance, 2 leases, a crash"              -DLIMIT=2 -DCRASHES=1 -DINSTANCES=1 -DLEASES=2 -DREPORTS=0
    holds "2 instances, 2 windows"                     -DLIMIT=1 -DCRASHES=0 -DWINDOWS=2 -DREPORTS=0 -DDUPLICATES=0
    holds "1 instance, 2 windows, a crash"             -DLIMIT=1 -DCRASHES=1 -DINSTANCES=1 -DWINDOWS=2 -DREPORTS=0 -DDUPLICATES=0
    holds "no lease tombstones, the watermark alone"   -DLIMIT=2 -DCRASHES=0 -DWITHOUT_TOMBSTONE

    # Take one rule away and the search must find the execution that needed it.
    broken "BROKEN expiry frees the remainder"               -DCRASHES=0 -DBROKEN_EXPIRY_FREES
    broken "BROKEN a duplicate Acquire counts twice"         -DCRASHES=0 -DBROKEN_DUPLICATE_COUNTS_TWICE
    broken "BROKEN no watermark per incarnation"             -DCRASHES=0 -DBROKEN_NO_WATERMARK
    broken "BROKEN Close while the slice is still in use"    -DCRASHES=0 -DBROKEN_CLOSE_WITHOUT_FREEZING
    broken "BROKEN Close before the last hold is settled"    -DCRASHES=0 -DBROKEN_CLOSE_BEFORE_LAST_SETTLEMENT
    broken "BROKEN somebody else closes an expired lease"    -DCRASHES=0 -DBROKEN_STRANGER_CLOSES
    broken "BROKEN what is handed back is still used"        -DCRASHES=0 -DBROKEN_RETURN_NOT_FROZEN
    broken "BROKEN hand-backs are deltas, not totals"        -DCRASHES=0 -DBROKEN_RETURN_IS_A_DELTA
    broken "BROKEN a record is forgotten before notAfter"    -DCRASHES=0 -DBROKEN_FORGETS_TOO_EARLY
    broken "BROKEN an unanswered Acquire is not closed"      -DCRASHES=0 -DBROKEN_GIVES_UP_WITHOUT_CLOSE
    broken "BROKEN Close ahead of its Acquire is ignored"    -DCRASHES=0 -DBROKEN_CLOSE_OF_UNKNOWN_IGNORED
    broken "BROKEN a restart goes on with the old lease"     -DCRASHES=1 -DBROKEN_INHERITS_LEASE
    broken "BROKEN spending booked to the current window"    -DCRASHES=0 -DINSTANCES=1 -DWINDOWS=2 -DBROKEN_BOOKED_TO_CURRENT_WINDOW
    return "$surprises"
}

lane_two() {
    local surprises=0
    holds()  { check holds liveness "$@" || surprises=$((surprises + 1)); }
    broken() { check fails liveness "$@" || surprises=$((surprises + 1)); }

    check holds safety "1 instance, 2 windows, 1 duplicate" \
        -DLIMIT=2 -DCRASHES=0 -DINSTANCES=1 -DWINDOWS=2 -DDUPLICATES=1 || surprises=$((surprises + 1))

    # Whoever waits for what the account can afford gets it in the end.
    holds "served: 2 instances"                        -DLIMIT=3
    holds "served: 2 instances, one dies"              -DLIMIT=2 -DCRASH=1
    holds "served: 3 instances"                        -DLIMIT=1 -DINSTANCES=3
    holds "served: 2 instances, 2 requests at a time"  -DLIMIT=1 -DWORKERS=2

    # The milder forms of rules 8 and 12 that the engine has (ADR 10).
    holds "served, as the engine does it"              -DLIMIT=2 -DMILD
    holds "served, as the engine does it, one dies"    -DLIMIT=2 -DMILD -DCRASH=1
    holds "served, as the engine does it, 2 at a time" -DLIMIT=1 -DMILD -DWORKERS=2
    holds "served, as the engine does it, 1 instance"  -DLIMIT=3 -DMILD -DWORKERS=2 -DINSTANCES=1

    broken "BROKEN newcomers overtake who waits in vain"     -DLIMIT=2 -DINSTANCES=1 -DWORKERS=2 -DBROKEN_NEWCOMERS_OVERTAKE
    broken "BROKEN hoarders ignore a claim"                  -DLIMIT=2 -DBROKEN_HOARDERS_KEEP
    broken "BROKEN a busy hoarder reserves under a claim"    -DLIMIT=2 -DBROKEN_RESERVES_UNDER_A_CLAIM
    broken "BROKEN a claim reserves nothing"                 -DLIMIT=2 -DBROKEN_CLAIM_RESERVES_NOTHING
    broken "BROKEN a grant goes to the pool, not the waiter" -DLIMIT=2 -DBROKEN_GRANT_GOES_TO_THE_POOL
    broken "BROKEN a top-up states no need"                  -DLIMIT=2 -DBROKEN_REPORT_STATES_NO_NEED
    broken "BROKEN one claim an account, not a queue"        -DLIMIT=1 -DINSTANCES=3 -DBROKEN_SINGLE_CLAIM
    broken "BROKEN a claim outlives its request"             -DLIMIT=1 -DWORKERS=2 -DBROKEN_CLAIM_OUTLIVES_ITS_REQUEST
    broken "BROKEN the need of many is their sum"            -DLIMIT=1 -DWORKERS=2 -DBROKEN_COALESCED_NEED_IS_THE_SUM
    return "$surprises"
}

start=$SECONDS
lane_two &
second=$!
failed=0
lane_one || failed=1
wait "$second" || failed=1
if ((failed)); then
    echo "model check: SURPRISES, see above ($((SECONDS - start)) s)" >&2
    exit 1
fi
echo "model check: all claims hold, all broken variants fail ($((SECONDS - start)) s)"
