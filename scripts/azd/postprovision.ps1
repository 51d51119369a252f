# azd hook: puts the provider keys of the azd environment and an admin key into the vault, and gateway.json into the storage
# account if it has none. Can be run again at any time: azd hooks run postprovision.
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '../..')

# A role that was assigned a moment ago is not known everywhere yet: such a refusal is waited out, for five minutes.
function Invoke-Patiently([scriptblock] $Command) {
    foreach ($attempt in 1..20) {
        $output = & $Command 2>&1
        $said = $output | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] }
        if ($LASTEXITCODE -eq 0) { return $said }
        $problem = ($output | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }) -join "`n"
        if ($problem -notmatch 'forbidden|AuthorizationPermissionMismatch|not authorized') { throw $problem }
        Write-Host 'Waiting for the role assignments to spread…'
        Start-Sleep -Seconds 15
    }
    throw $problem
}

# The value goes over a file that only this user can read: a command line can be read by others on the machine.
function Set-VaultSecret([string] $Name, [string] $Value) {
    $file = New-TemporaryFile
    try {
        [IO.File]::WriteAllText($file, $Value)
        Invoke-Patiently { az keyvault secret set --vault-name $env:AZURE_KEY_VAULT_NAME --name $Name --file $file --encoding utf-8 --output none } | Out-Null
    }
    finally {
        Remove-Item $file
    }
}

$existing = Invoke-Patiently { az keyvault secret list --vault-name $env:AZURE_KEY_VAULT_NAME --query '[].name' --output tsv }
if ($existing -notcontains 'tollgate-api-key') {
    $bytes = [Security.Cryptography.RandomNumberGenerator]::GetBytes(32)
    Set-VaultSecret 'tollgate-api-key' ('tg-' + [Convert]::ToHexString($bytes).ToLowerInvariant())
    Write-Host 'Made the first admin key.'
}

$values = azd env get-values
foreach ($name in ("$env:TOLLGATE_PROVIDER_KEYS" -split ',' | Where-Object { $_ })) {
    $line = $values | Where-Object { $_ -match "^$name=" } | Select-Object -First 1
    if (-not $line) { continue } # Named before; its value is in the vault already.
    Set-VaultSecret $name.ToLowerInvariant().Replace('_', '-') ($line.Substring($name.Length + 1).Trim('"'))
    Write-Host "$name is in the vault."
}

foreach ($account in @($env:STORAGE_ACCOUNT_NAME, $env:SECOND_STORAGE_ACCOUNT_NAME) | Where-Object { $_ }) {
    $blob = @('--account-name', $account, '--container-name', 'configuration', '--name', 'gateway.json', '--auth-mode', 'login')
    if ((Invoke-Patiently { az storage blob exists @blob --query exists --output tsv }) -ne 'true') {
        Invoke-Patiently { az storage blob upload @blob --file gateway.json --output none --no-progress } | Out-Null
        Write-Host "gateway.json is in $account; change it there, no deployment is needed."
    }
}

# The app has looked for its secrets before they were there: look again.
foreach ($app in @($env:FUNCTION_APP_NAME, $env:SECOND_FUNCTION_APP_NAME) | Where-Object { $_ }) {
    $id = az functionapp show --resource-group $env:AZURE_RESOURCE_GROUP --name $app --query id --output tsv
    az rest --method post --url "$id/config/configreferences/appsettings/refresh?api-version=2022-03-01" --output none
    if ($LASTEXITCODE -ne 0) { exit 1 }
}
