#!/usr/bin/env bash
# azd hook: brings the second region, where there is one, to the same package, then says where the gateway is and how to ask it.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ -n "${SECOND_FUNCTION_APP_NAME:-}" ]; then
  package=$(mktemp -d)
  trap 'rm -rf "$package"' EXIT
  bash scripts/package.sh "$package/tollgate.zip"
  bash scripts/deploy-package.sh "$package/tollgate.zip" "$AZURE_RESOURCE_GROUP" "$SECOND_FUNCTION_APP_NAME"
fi

key=$(az keyvault secret show --vault-name "$AZURE_KEY_VAULT_NAME" --name tollgate-api-key --query value --output tsv)
cat <<EOF

Tollgate is at   $GATEWAY_URL
Its admin key    $key
                 (secret tollgate-api-key of the vault $AZURE_KEY_VAULT_NAME)

  curl $GATEWAY_URL/v1/models -H "Authorization: Bearer $key"

Check it         bash scripts/smoke-test.sh $GATEWAY_URL $key
EOF
