#!/usr/bin/env bash
# Reads release tags, newest first, and prints the one to go back to: the second of them.
#   gh release list --exclude-drafts --exclude-pre-releases --json tagName --jq '.[].tagName' | bash scripts/previous-release.sh
set -euo pipefail
mapfile -t tags
[ ${#tags[@]} -ge 2 ] || { echo "There is no release before the newest one." >&2; exit 1; }
echo "${tags[1]}"
