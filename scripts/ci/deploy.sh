#!/usr/bin/env bash
# For the deploy workflow: puts a package onto every function app of the environment.
set -euo pipefail
group="rg-$AZURE_ENV_NAME"
mapfile -t apps < <(az functionapp list --resource-group "$group" --query '[].name' --output tsv | sort)
bash "$(dirname "$0")/../deploy-package.sh" "$1" "$group" "${apps[@]}"
