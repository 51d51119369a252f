@minLength(1)
@maxLength(60)
param name string
param location string
param tags object
param sku string

@description('Of the app\'s identity.')
param principalId string
param workspaceId string
param isPrivate bool
param endpointSubnetId string
param zoneId string

// It holds only the response cache: nothing is persisted, and what is old goes first.
resource cluster 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  properties: {
    minimumTlsVersion: '1.2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource database 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  parent: cluster
  name: 'default'
  properties: {
    port: 10000
    clientProtocol: 'Encrypted'
    clusteringPolicy: 'EnterpriseCluster'
    evictionPolicy: 'VolatileLRU'
    accessKeysAuthentication: 'Disabled'
  }
}

resource access 'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments@2025-07-01' = {
  parent: database
  name: 'gateway${uniqueString(principalId)}'
  properties: {
    accessPolicyName: 'default'
    user: { objectId: principalId }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: cluster
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (isPrivate) {
  name: 'endpoint-${name}'
  params: {
    name: 'pe-${name}'
    location: location
    tags: tags
    serviceId: cluster.id
    groupId: 'redisEnterprise'
    subnetId: endpointSubnetId
    zoneId: zoneId
  }
}

output url string = 'rediss://${cluster.properties.hostName}:${database.properties.port}'
