#!/usr/bin/env bash
# azd hook: puts the provider keys of the azd environment and an admin key into the vault, and gateway.json into the storage
# account if it has none. Can be run again at any time: azd hooks run postprovision.
set -euo pipefail
cd "$(dirname "$0")/../.."

err=$(mktemp)
trap 'rm -f "$err"' EXIT

# A role that was assigned a moment ago is not known everywhere yet: such a refusal is waited out, for five minutes.
patiently() {
  for _ in $(seq 1 20); do
    if "$@" 2>"$err"; then return 0; fi
    grep -qiE 'forbidden|AuthorizationPermissionMismatch|not authorized' "$err" || break
    echo "Waiting for the role assignments to spread…" >&2
    sleep 15
  done
  cat "$err" >&2
  return 1
}

# The value comes over standard input: a command line can be read by others on the machine.
put_secret() { printf %s "$value" | az keyvault secret set --vault-name "$AZURE_KEY_VAULT_NAME" --name "$1" --file /dev/stdin --encoding utf-8 --output none; }

secret_names() { az keyvault secret list --vault-name "$AZURE_KEY_VAULT_NAME" --query '[].name' --output tsv; }

existing=$(patiently secret_names)
if ! grep -qx tollgate-api-key <<<"$existing"; then
  value="tg-$(openssl rand -hex 32)"
  patiently put_secret tollgate-api-key
  echo "Made the first admin key."
fi

values=$(azd env get-values)
for name in ${TOLLGATE_PROVIDER_KEYS//,/ }; do
  value=$(sed -nE "s/^$name=\"?([^\"]*)\"?$/\1/p" <<<"$values")
  [ -n "$value" ] || continue # Named before; its value is in the vault already.
  patiently put_secret "$(tr '[:upper:]_' '[:lower:]-' <<<"$name")"
  echo "$name is in the vault."
done

for account in $STORAGE_ACCOUNT_NAME ${SECOND_STORAGE_ACCOUNT_NAME:-}; do
  blob=(--account-name "$account" --container-name configuration --name gateway.json --auth-mode login)
  if [ "$(patiently az storage blob exists "${blob[@]}" --query exists --output tsv)" != true ]; then
    patiently az storage blob upload "${blob[@]}" --file gateway.json --output none --no-progress
    echo "gateway.json is in $account; change it there, no deployment is needed."
  fi
done

# The app has looked for its secrets before they were there: look again.
for app in $FUNCTION_APP_NAME ${SECOND_FUNCTION_APP_NAME:-}; do
  id=$(az functionapp show --resource-group "$AZURE_RESOURCE_GROUP" --name "$app" --query id --output tsv)
  az rest --method post --url "$id/config/configreferences/appsettings/refresh?api-version=2022-03-01" --output none
done
