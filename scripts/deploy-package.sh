#!/usr/bin/env bash
# Deploys a package to function apps, one after the other: bash scripts/deploy-package.sh tollgate.zip RESOURCE_GROUP APP...
# Needs the Azure CLI, logged in.
set -euo pipefail
package=${1:?a package} group=${2:?a resource group}
shift 2
[ $# -gt 0 ] || { echo "Name at least one function app." >&2; exit 2; }
[ -f "$package" ] || { echo "$package does not exist." >&2; exit 2; }

for app in "$@"; do
  echo "Deploying $(basename "$package") to $app"
  az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$package" --output none
done
