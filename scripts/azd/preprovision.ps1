# azd hook: names the provider keys that the azd environment holds, beside those named before, so that the template makes a setting
# for each. Only `azd env set` counts: a key that happens to be in your shell is not sent anywhere.
$ErrorActionPreference = 'Stop'

$values = azd env get-values
if ($LASTEXITCODE -ne 0) { exit 1 }
$before = $values | Where-Object { $_ -match '^TOLLGATE_PROVIDER_KEYS="?([^"]+)"?$' } | ForEach-Object { $Matches[1] -split ',' }
$given = Get-Content (Join-Path $PSScriptRoot 'provider-keys.txt') |
    Where-Object { $name = $_; $values | Where-Object { $_ -match "^$name=`"?[^`"]" } }
$joined = (@($before) + @($given) | Where-Object { $_ } | Select-Object -Unique) -join ','

azd env set TOLLGATE_PROVIDER_KEYS $joined
if ($LASTEXITCODE -ne 0) { exit 1 }
Write-Host "Provider keys for the vault: $(if ($joined) { $joined } else { 'none; azd env set OPENAI_API_KEY … adds one' })"
