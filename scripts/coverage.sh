#!/usr/bin/env bash
# Runs the tests and says how much of src they run: bash scripts/coverage.sh [least percentage of lines]
# A line counts as run when any test project runs it. Fails below the percentage.
set -euo pipefail
cd "$(dirname "$0")/.."
least=${1:-0} results=artifacts/coverage

rm -rf "$results"
dotnet test --collect "XPlat Code Coverage" --settings tests/coverage.runsettings --results-directory "$results"

# One line a source line and project, then the union of the projects.
find "$results" -name coverage.cobertura.xml -print0 | xargs -0 awk '
  /<source>/ { source = $0; sub(/.*<source>/, "", source); sub(/<\/source>.*/, "", source) }
  /<class / { file = $0; sub(/.*filename="/, "", file); sub(/".*/, "", file); if (file !~ /^\//) file = source file; sub(/.*\/src\//, "src/", file) }
  /<line / && file ~ /^src\// {
    line = $0; sub(/.*number="/, "", line); sub(/".*/, "", line)
    hits = $0; sub(/.*hits="/, "", hits); sub(/".*/, "", hits)
    print file ":" line, (hits > 0)
  }' | awk -v least="$least" '
  { if ($2 > run[$1]) run[$1] = $2; else run[$1] += 0 }
  END {
    for (line in run) { split(line, at, "/"); all[at[2]]++; covered[at[2]] += run[line]; total++; sum += run[line] }
    if (total == 0) { print "No line of src was seen."; exit 1 }
    for (project in all) printf "%-12s %6d of %6d lines  %5.1f %%\n", project, covered[project], all[project], 100 * covered[project] / all[project]
    percent = 100 * sum / total
    printf "%-12s %6d of %6d lines  %5.1f %%\n", "src", sum, total, percent
    if (percent < least) { printf "That is less than %s %%.\n", least; exit 1 }
  }'
