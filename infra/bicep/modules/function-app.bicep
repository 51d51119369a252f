@description('Of the app; it becomes part of its address.')
@minLength(2)
@maxLength(60)
param name string
param location string
param tags object

@description('The service in azure.yaml that azd deploys here. Empty: deployed by scripts/deploy-package.sh.')
param serviceName string

@description('The gateway\'s profile: staging or production.')
param gatewayProfile string

@description('A file of profiles/.')
param sizes object
param maximumInstanceCount int
param identityName string
param storageName string
param insightsName string
param vaultName string
param workspaceId string

@allowed(['scheduler', 'storage'])
param durableBackend string
param schedulerEndpoint string
param taskHubName string

@description('Only a client of the task hub: its entities run in the first region.')
param isTaskHubClient bool

@description('Empty: no Redis.')
param redisUrl string

@description('Empty: no Azure OpenAI account of this deployment\'s own.')
param openAiEndpoint string

@description('Names of environment variables whose values are in the vault.')
param providerKeys array

@description('Empty: no virtual network.')
param subnetId string

@description('Only this Front Door may reach the app. Empty: everyone may.')
param frontDoorId string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

var baseSettings = {
  ENVIRONMENT: gatewayProfile
  TOLLGATE_CONFIG: '${storage.properties.primaryEndpoints.blob}configuration/gateway.json'
  TOLLGATE_API_KEY: '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/tollgate-api-key)'
  KEY_VAULT_URL: vault.properties.vaultUri
  AZURE_CLIENT_ID: identity.properties.clientId
  AzureWebJobsDisableHomepage: 'true'
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
  TASKHUB_NAME: taskHubName
}
var schedulerSettings = {
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identity.properties.clientId}'
}
var storageSettings = {
  AzureWebJobsStorage__queueServiceUri: storage.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'AzureStorage'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'AzureWebJobsStorage'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval: '00:00:01'
}
var clientSettings = {
  AzureWebJobs_AccountEntity_Disabled: 'true'
  AzureWebJobs_CircuitEntity_Disabled: 'true'
  AzureWebJobs_ExperimentEntity_Disabled: 'true'
  AzureWebJobs_UsageEntity_Disabled: 'true'
}
var keySettings = toObject(
  providerKeys,
  key => key,
  key => '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/${toLower(replace(key, '_', '-'))})'
)
var settings = union(
  baseSettings,
  durableBackend == 'scheduler' ? schedulerSettings : storageSettings,
  isTaskHubClient ? clientSettings : {},
  empty(redisUrl) ? {} : { REDIS_URL: redisUrl },
  empty(openAiEndpoint) ? {} : { AZURE_OPENAI_ENDPOINT: openAiEndpoint },
  keySettings
)
var alwaysReady = filter(
  [
    { name: 'http', instanceCount: sizes.alwaysReady.http }
    { name: 'durable', instanceCount: isTaskHubClient ? 0 : sizes.alwaysReady.durable }
  ],
  entry => entry.instanceCount > 0
)
var throughFrontDoor = [
  {
    name: 'front-door'
    priority: 100
    action: 'Allow'
    tag: 'ServiceTag'
    ipAddress: 'AzureFrontDoor.Backend'
    headers: { 'x-azure-fdid': [frontDoorId] }
  }
]

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: sizes.zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: empty(serviceName) ? tags : union(tags, { 'azd-service-name': serviceName })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}packages'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: sizes.instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady
        triggers: { http: { perInstanceConcurrency: sizes.httpConcurrency } }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      ipSecurityRestrictionsDefaultAction: empty(frontDoorId) ? 'Allow' : 'Deny'
      ipSecurityRestrictions: empty(frontDoorId) ? [] : throughFrontDoor
      scmIpSecurityRestrictionsUseMain: false
      appSettings: [for setting in items(settings): { name: setting.key, value: setting.value }]
    }
  }

  // Packages are pushed with an identity; the passwords of old are off.
  resource scmPasswords 'basicPublishingCredentialsPolicies' = { name: 'scm', properties: { allow: false } }
  resource ftpPasswords 'basicPublishingCredentialsPolicies' = { name: 'ftp', properties: { allow: false } }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output name string = app.name
output hostName string = app.properties.defaultHostName
