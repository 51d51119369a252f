#!/usr/bin/env bash
# Redeploys the release before the newest one, or the one that is named: bash scripts/rollback.sh production [v1.2.3]
# It starts the workflow of the same name, which asks for the same approval as a deployment does. Needs the GitHub CLI, logged in.
set -euo pipefail
environment=${1:?staging or production}
gh workflow run rollback.yml --field environment="$environment" ${2:+--field tag="$2"}
gh run list --workflow rollback.yml --limit 1
