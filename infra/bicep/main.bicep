targetScope = 'subscription'

@description('Name of the azd environment. Resources are told apart by it.')
@minLength(1)
@maxLength(60)
param environmentName string

@description('Region of everything but what is global. Durable Task Scheduler must be offered there, and for zoneRedundant there must be zones.')
@minLength(1)
param location string

@description('The sizes to deploy, a file in profiles/, and the gateway\'s own profile: staging allows 100 USD a day in total, production 1000.')
@allowed(['staging', 'production'])
param profile string = 'staging'

@description('Instances that the app may scale to. 0: what the profile says.')
@minValue(0)
@maxValue(1000)
param maximumInstanceCount int = 0

@description('Where budgets and usage are kept: the Durable Task Scheduler, or queues, tables and blobs of the storage account. host.json must name the same one.')
@allowed(['scheduler', 'storage'])
param durableBackend string = 'scheduler'

@description('private: a virtual network, private endpoints for storage, vault, Redis and Azure OpenAI, no public access to them. Not together with secondLocation.')
@allowed(['public', 'private'])
param network string = 'public'

@description('With a private network: IPv4 addresses, separated by commas, that may still reach vault and storage, such as the one you deploy from.')
param allowedIpAddresses string = ''

@description('A second region behind Front Door, whose app is a client of the first one\'s task hub. Needs durableBackend scheduler. Empty: one region.')
param secondLocation string = ''

@description('A domain of yours, served by Front Door with a certificate that it manages. Empty: the platform\'s name.')
param customDomain string = ''

@description('Who is told of alerts. Empty: they are only seen in the Portal.')
param alertEmail string = ''

@description('A URL that alerts are posted to in the common alert schema; it may hold a secret.')
@secure()
param alertWebhookUrl string = ''

@description('Models of an Azure OpenAI account to create, each { name, model, version, capacity } with capacity in thousands of tokens a minute. Empty: no account.')
param openAiDeployments array = []

@description('Names, separated by commas, of the provider keys that the hooks put into the vault: OPENAI_API_KEY,ANTHROPIC_API_KEY.')
param providerKeys string = ''

@description('Object id of whoever deploys: may write the vault\'s secrets and the configuration. azd fills it in.')
param principalId string = ''

@description('What the deployer is.')
@allowed(['User', 'ServicePrincipal'])
param principalType string = 'User'

var profiles = {
  staging: loadJsonContent('profiles/staging.json')
  production: loadJsonContent('profiles/production.json')
}
var sizes = any(profiles)[profile]
var token = uniqueString(subscription().id, environmentName, location)
var tags = { 'azd-env-name': environmentName, application: 'tollgate' }
var isPrivate = network == 'private'
var hasSecondRegion = !empty(secondLocation)
var hasFrontDoor = hasSecondRegion || !empty(customDomain)
var hasRedis = !empty(sizes.redisSku)
var hasOpenAi = !empty(openAiDeployments)
var ipAddresses = empty(allowedIpAddresses) ? [] : map(split(allowedIpAddresses, ','), address => trim(address))
var keyNames = empty(providerKeys) ? [] : map(split(providerKeys, ','), name => trim(name))
var instanceCount = maximumInstanceCount > 0 ? maximumInstanceCount : sizes.maximumInstanceCount

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: 'id-${token}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    retentionDays: sizes.logRetentionDays
    dailyCapGb: sizes.logDailyCapGb
    principalId: identity.outputs.principalId
  }
}

module vnet 'modules/network.bicep' = if (isPrivate) {
  name: 'network'
  scope: group
  params: { token: token, location: location, tags: tags }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: tags
    isZoneRedundant: sizes.zoneRedundant
    holdsTaskHub: durableBackend == 'storage'
    principalId: identity.outputs.principalId
    deployerId: principalId
    deployerType: principalType
    workspaceId: monitoring.outputs.workspaceId
    isPrivate: isPrivate
    allowedIpAddresses: ipAddresses
    endpointSubnetId: isPrivate ? vnet!.outputs.endpointSubnetId : ''
    zoneIds: isPrivate ? vnet!.outputs.storageZoneIds : {}
  }
}

module secondStorage 'modules/storage.bicep' = if (hasSecondRegion) {
  name: 'storage-second'
  scope: group
  params: {
    name: 'st${token}2'
    location: secondLocation
    tags: tags
    isZoneRedundant: sizes.zoneRedundant
    holdsTaskHub: false
    principalId: identity.outputs.principalId
    deployerId: principalId
    deployerType: principalType
    workspaceId: monitoring.outputs.workspaceId
    isPrivate: false
    allowedIpAddresses: []
    endpointSubnetId: ''
    zoneIds: {}
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    deployerId: principalId
    deployerType: principalType
    workspaceId: monitoring.outputs.workspaceId
    isPrivate: isPrivate
    allowedIpAddresses: ipAddresses
    endpointSubnetId: isPrivate ? vnet!.outputs.endpointSubnetId : ''
    zoneId: isPrivate ? vnet!.outputs.vaultZoneId : ''
  }
}

module scheduler 'modules/scheduler.bicep' = if (durableBackend == 'scheduler') {
  name: 'scheduler'
  scope: group
  params: {
    name: 'dts-${token}'
    location: location
    tags: tags
    sku: sizes.scheduler.sku
    capacity: sizes.scheduler.capacity
    principalId: identity.outputs.principalId
  }
}

module redis 'modules/redis.bicep' = if (hasRedis) {
  name: 'redis'
  scope: group
  params: {
    name: 'redis-${token}'
    location: location
    tags: tags
    sku: sizes.redisSku
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
    isPrivate: isPrivate
    endpointSubnetId: isPrivate ? vnet!.outputs.endpointSubnetId : ''
    zoneId: isPrivate ? vnet!.outputs.redisZoneId : ''
  }
}

module openAi 'modules/openai.bicep' = if (hasOpenAi) {
  name: 'openai'
  scope: group
  params: {
    name: 'oai-${token}'
    location: location
    tags: tags
    deployments: openAiDeployments
    principalId: identity.outputs.principalId
    isPrivate: isPrivate
    endpointSubnetId: isPrivate ? vnet!.outputs.endpointSubnetId : ''
    zoneId: isPrivate ? vnet!.outputs.openAiZoneId : ''
  }
}

module frontDoor 'modules/front-door.bicep' = if (hasFrontDoor) {
  name: 'front-door'
  scope: group
  params: {
    token: token
    tags: tags
    customDomain: customDomain
    workspaceId: monitoring.outputs.workspaceId
  }
}

module gateway 'modules/function-app.bicep' = {
  name: 'gateway'
  scope: group
  params: {
    name: 'func-${token}'
    location: location
    tags: tags
    serviceName: 'gateway'
    gatewayProfile: profile
    sizes: sizes
    maximumInstanceCount: instanceCount
    identityName: identity.outputs.name
    storageName: storage.outputs.name
    insightsName: monitoring.outputs.insightsName
    vaultName: vault.outputs.name
    workspaceId: monitoring.outputs.workspaceId
    durableBackend: durableBackend
    schedulerEndpoint: durableBackend == 'scheduler' ? scheduler!.outputs.endpoint : ''
    taskHubName: durableBackend == 'scheduler' ? scheduler!.outputs.taskHubName : 'tollgate'
    isTaskHubClient: false
    redisUrl: hasRedis ? redis!.outputs.url : ''
    openAiEndpoint: hasOpenAi ? openAi!.outputs.endpoint : ''
    providerKeys: keyNames
    subnetId: isPrivate ? vnet!.outputs.functionSubnetId : ''
    frontDoorId: hasFrontDoor ? frontDoor!.outputs.frontDoorId : ''
  }
}

module secondGateway 'modules/function-app.bicep' = if (hasSecondRegion) {
  name: 'gateway-second'
  scope: group
  params: {
    name: 'func-${token}-2'
    location: secondLocation
    tags: tags
    serviceName: ''
    gatewayProfile: profile
    sizes: sizes
    maximumInstanceCount: instanceCount
    identityName: identity.outputs.name
    storageName: hasSecondRegion ? secondStorage!.outputs.name : ''
    insightsName: monitoring.outputs.insightsName
    vaultName: vault.outputs.name
    workspaceId: monitoring.outputs.workspaceId
    durableBackend: durableBackend
    schedulerEndpoint: durableBackend == 'scheduler' ? scheduler!.outputs.endpoint : ''
    taskHubName: durableBackend == 'scheduler' ? scheduler!.outputs.taskHubName : 'tollgate'
    isTaskHubClient: true
    redisUrl: ''
    openAiEndpoint: hasOpenAi ? openAi!.outputs.endpoint : ''
    providerKeys: keyNames
    subnetId: ''
    frontDoorId: hasFrontDoor ? frontDoor!.outputs.frontDoorId : ''
  }
}

module frontDoorRoute 'modules/front-door-route.bicep' = if (hasFrontDoor) {
  name: 'front-door-route'
  scope: group
  params: {
    profileName: hasFrontDoor ? frontDoor!.outputs.profileName : ''
    endpointName: hasFrontDoor ? frontDoor!.outputs.endpointName : ''
    customDomainId: hasFrontDoor ? frontDoor!.outputs.customDomainId : ''
    hostNames: concat([gateway.outputs.hostName], hasSecondRegion ? [secondGateway!.outputs.hostName] : [])
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: { location: location, tags: tags, insightsId: monitoring.outputs.insightsId }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    insightsId: monitoring.outputs.insightsId
    email: alertEmail
    webhookUrl: alertWebhookUrl
    dailyBudgetUsd: sizes.dailyBudgetUsd
    hasAvailabilityTest: sizes.availabilityTest
    url: 'https://${hasFrontDoor ? frontDoor!.outputs.hostName : gateway.outputs.hostName}'
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output GATEWAY_URL string = 'https://${empty(customDomain) ? (hasFrontDoor ? frontDoor!.outputs.hostName : gateway.outputs.hostName) : customDomain}'
output FUNCTION_APP_NAME string = gateway.outputs.name
output SECOND_FUNCTION_APP_NAME string = hasSecondRegion ? secondGateway!.outputs.name : ''
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output STORAGE_ACCOUNT_NAME string = storage.outputs.name
output SECOND_STORAGE_ACCOUNT_NAME string = hasSecondRegion ? secondStorage!.outputs.name : ''
output APPLICATION_INSIGHTS_NAME string = monitoring.outputs.insightsName
output WORKBOOK_ID string = workbook.outputs.id
output CUSTOM_DOMAIN_VALIDATION string = hasFrontDoor ? frontDoor!.outputs.domainValidation : ''
