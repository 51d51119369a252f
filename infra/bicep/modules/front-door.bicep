@description('Makes the names unique.')
param token string
param tags object

@description('Empty: only the endpoint\'s own name.')
param customDomain string
param workspaceId string

resource frontDoor 'Microsoft.Cdn/profiles@2025-06-01' = {
  name: 'afd-${token}'
  location: 'global'
  tags: tags
  sku: { name: 'Standard_AzureFrontDoor' }
  properties: {
    // The longest it allows: a model may think for long before its first byte.
    originResponseTimeoutSeconds: 240
  }
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-06-01' = {
  parent: frontDoor
  name: 'tollgate-${token}'
  location: 'global'
  tags: tags
  properties: { enabledState: 'Enabled' }
}

resource domain 'Microsoft.Cdn/profiles/customDomains@2025-06-01' = if (!empty(customDomain)) {
  parent: frontDoor
  name: replace(empty(customDomain) ? 'none' : customDomain, '.', '-')
  properties: {
    hostName: customDomain
    tlsSettings: { certificateType: 'ManagedCertificate', minimumTlsVersion: 'TLS12' }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: frontDoor
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FrontDoorHealthProbeLog', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output profileName string = frontDoor.name
output frontDoorId string = frontDoor.properties.frontDoorId
output endpointName string = endpoint.name
output hostName string = endpoint.properties.hostName
output customDomainId string = empty(customDomain) ? '' : domain.id
output domainValidation string = empty(customDomain) ? '' : domain!.properties.validationProperties.validationToken
