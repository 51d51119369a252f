param profileName string
param endpointName string

@description('Empty: only the endpoint\'s own name.')
param customDomainId string

@description('The apps, the first one preferred.')
param hostNames array

resource frontDoor 'Microsoft.Cdn/profiles@2025-06-01' existing = {
  name: profileName
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-06-01' existing = {
  parent: frontDoor
  name: endpointName
}

resource regions 'Microsoft.Cdn/profiles/originGroups@2025-06-01' = {
  parent: frontDoor
  name: 'regions'
  properties: {
    loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 3, additionalLatencyInMilliseconds: 50 }
    // Is the app there? Not whether it is ready: what the regions share, as their task hub, is no reason to prefer one of them.
    healthProbeSettings: { probePath: '/openapi.json', probeRequestType: 'HEAD', probeProtocol: 'Https', probeIntervalInSeconds: 100 }
  }
}

resource apps 'Microsoft.Cdn/profiles/originGroups/origins@2025-06-01' = [for (hostName, index) in hostNames: {
  parent: regions
  name: 'region-${index + 1}'
  properties: {
    hostName: hostName
    originHostHeader: hostName
    httpsPort: 443
    priority: index + 1
    weight: 1000
    enabledState: 'Enabled'
    enforceCertificateNameCheck: true
  }
}]

resource route 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-06-01' = {
  parent: endpoint
  name: 'everything'
  dependsOn: [apps]
  properties: {
    originGroup: { id: regions.id }
    customDomains: empty(customDomainId) ? [] : [{ id: customDomainId }]
    supportedProtocols: ['Https']
    httpsRedirect: 'Disabled'
    forwardingProtocol: 'HttpsOnly'
    patternsToMatch: ['/*']
    linkToDefaultDomain: 'Enabled'
    enabledState: 'Enabled'
  }
}
