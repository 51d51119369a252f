#!/usr/bin/env bash
# azd hook: names the provider keys that the azd environment holds, beside those named before, so that the template makes a setting
# for each. Only `azd env set` counts: a key that happens to be in your shell is not sent anywhere.
set -euo pipefail
cd "$(dirname "$0")"

values=$(azd env get-values)
names=$(sed -nE 's/^TOLLGATE_PROVIDER_KEYS="?([^"]*)"?$/\1/p' <<<"$values")
while read -r name; do
  if grep -qE "^$name=\"?[^\"]" <<<"$values" && ! grep -qw "$name" <<<"$names"; then names="${names:+$names,}$name"; fi
done <provider-keys.txt

azd env set TOLLGATE_PROVIDER_KEYS "$names"
echo "Provider keys for the vault: ${names:-none; azd env set OPENAI_API_KEY … adds one}"
