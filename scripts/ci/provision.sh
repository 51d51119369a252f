#!/usr/bin/env bash
# For the deploy workflow: brings an environment's infrastructure to what this commit describes. Its settings are the workflow's
# environment variables; what is empty is left to the template's defaults.
set -euo pipefail
azd env new "$AZURE_ENV_NAME" --no-prompt --location "$AZURE_LOCATION" --subscription "$AZURE_SUBSCRIPTION_ID" || azd env select "$AZURE_ENV_NAME"
for name in AZURE_PRINCIPAL_TYPE TOLLGATE_PROFILE TOLLGATE_ALERT_EMAIL TOLLGATE_NETWORK TOLLGATE_SECOND_LOCATION TOLLGATE_CUSTOM_DOMAIN \
    TOLLGATE_PROVIDER_KEYS; do
  [ -z "${!name:-}" ] || azd env set "$name" "${!name}"
done
azd provision --no-prompt
