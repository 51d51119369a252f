# azd hook: brings the second region, where there is one, to the same package, then says where the gateway is and how to ask it.
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '../..')

if ($env:SECOND_FUNCTION_APP_NAME) {
    $folder = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
    try {
        dotnet publish src/FunctionApp/FunctionApp.csproj --configuration Release --output "$folder/out" -v q
        if ($LASTEXITCODE -ne 0) { exit 1 }
        [IO.Compression.ZipFile]::CreateFromDirectory("$folder/out", "$folder/tollgate.zip")
        az functionapp deployment source config-zip --resource-group $env:AZURE_RESOURCE_GROUP --name $env:SECOND_FUNCTION_APP_NAME --src "$folder/tollgate.zip" --output none
        if ($LASTEXITCODE -ne 0) { exit 1 }
    }
    finally {
        Remove-Item -Recurse -Force $folder
    }
}

$key = az keyvault secret show --vault-name $env:AZURE_KEY_VAULT_NAME --name tollgate-api-key --query value --output tsv
if ($LASTEXITCODE -ne 0) { exit 1 }
Write-Host @"

Tollgate is at   $env:GATEWAY_URL
Its admin key    $key
                 (secret tollgate-api-key of the vault $env:AZURE_KEY_VAULT_NAME)

  curl $env:GATEWAY_URL/v1/models -H "Authorization: Bearer $key"

Check it         bash scripts/smoke-test.sh $env:GATEWAY_URL $key
"@
