#!/usr/bin/env bash
# Does a gateway work? Asks it what a client would, wherever it runs:
#   bash scripts/smoke-test.sh https://my-gateway.example.com tg-my-key [model]
# The model is asked to say one word, whole and streamed; by default it is the first that the gateway lists, and "none" asks no
# model. The key needs no rights but its tenant's. Exits with 1 if anything is not as it should be. Needs bash and curl.
set -u
url=${1:?the address of a gateway} key=${2:?an API key} model=${3:-}
url=${url%/}
passed=0 failed=0
body=$(mktemp) head=$(mktemp)
trap 'rm -f "$body" "$head"' EXIT

# ask METHOD PATH [JSON] [KEY]: leaves the answer in $body and $head and its status in $status.
ask() {
  local arguments=(--silent --show-error --max-time 120 --output "$body" --dump-header "$head" --write-out '%{http_code}' -X "$1")
  [ -z "${3:-}" ] || arguments+=(-H 'Content-Type: application/json' --data "$3")
  [ "${4-$key}" = "" ] || arguments+=(-H "Authorization: Bearer ${4-$key}")
  status=$(curl "${arguments[@]}" "$url$2")
}

# expect WHAT STATUS [TEXT IN THE BODY] [HEADER]
expect() {
  local problem=""
  [ "$status" = "$2" ] || problem="answered $status, not $2: $(head -c 300 "$body")"
  [ -n "$problem" ] || [ -z "${3:-}" ] || grep -qF -- "$3" "$body" || problem="the answer lacks $3: $(head -c 300 "$body")"
  [ -n "$problem" ] || [ -z "${4:-}" ] || grep -qi "^$4:" "$head" || problem="the answer has no header $4"
  if [ -z "$problem" ]; then passed=$((passed + 1)); echo "ok      $1"; else failed=$((failed + 1)); echo "FAILED  $1: $problem"; fi
}

ask GET /health/ready "" ""; expect "it is ready" 200
ask GET /health "" ""; expect "it is healthy, state included" 200 '"state":"healthy"'
ask GET /openapi.json "" ""; expect "it describes itself" 200 '"openapi"'
ask GET /v1/models "" ""; expect "it asks for a key" 401 '"error"'
ask GET /v1/models "" "tg-no-such-key-$RANDOM$RANDOM"; expect "it refuses a wrong key" 401 '"error"'
ask GET /v1/no-such-route; expect "it refuses an unknown route" 404 unknown_url
ask POST /v1/chat/completions '{"model":'; expect "it refuses broken JSON" 400 '"error"'
ask GET /v1/models; expect "it lists models" 200 '"data"'
[ -n "$model" ] || model=$(grep -oE '"id": ?"[^"]+"' "$body" | head -1 | sed -E 's/.*"([^"]+)"$/\1/')

if [ -z "$model" ]; then
  failed=$((failed + 1)); echo "FAILED  it serves no model: give it a provider's key, or a provider in gateway.json"
elif [ "$model" != none ]; then
  request="\"model\":\"$model\",\"messages\":[{\"role\":\"user\",\"content\":\"Say yes.\"}]"
  ask POST /v1/chat/completions "{$request}"; expect "$model answers, and the cost is told" 200 '"usage"' x-tollgate-cost-usd
  ask POST /v1/chat/completions "{$request,\"stream\":true}"; expect "$model streams to the end" 200 'data: [DONE]'
  ask POST /v1/chat/completions "{${request/$model/no-such-model}}"; expect "it refuses an unknown model" 404 '"error"'
fi

ask GET /v1/budgets; expect "it tells how budgets stand" 200
ask GET /v1/analytics/usage; expect "it tells what was used" 200

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
