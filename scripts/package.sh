#!/usr/bin/env bash
# Builds the package that is deployed: bash scripts/package.sh tollgate.zip
set -euo pipefail
package=$(realpath -m "${1:?where to write the package}")
cd "$(dirname "$0")/.."

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet publish src/FunctionApp/FunctionApp.csproj --configuration Release --output "$out" -v q
rm -f "$package"
# The dot: .azurefunctions, which holds the host's extensions, has to be in it.
(cd "$out" && zip -qr "$package" .)
echo "$package"
