@description('Makes the names unique.')
param token string
param location string
param tags object
param insightsId string

@description('Empty: nobody is written to.')
param email string

@secure()
param webhookUrl string

@description('US dollars of model cost a day; the alert is raised at 80 %.')
param dailyBudgetUsd int

@description('Ask the gateway from outside.')
param hasAvailabilityTest bool

@description('Of the gateway, as its clients see it.')
param url string

// A query gives one row where all is well or not: its column "value" is compared with the threshold.
var rules = [
  {
    name: 'error-rate'
    title: 'Tollgate: the gateway itself fails'
    description: 'More than 1 % of all requests were answered 5xx within 15 minutes.'
    query: loadTextContent('../queries/error-rate.kql')
    severity: 1
    threshold: 1
    every: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'provider-failures'
    title: 'Tollgate: a provider fails'
    description: 'More than 10 % of the requests to a provider failed by its doing within 15 minutes.'
    query: loadTextContent('../queries/provider-failures.kql')
    severity: 2
    threshold: 10
    every: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'latency'
    title: 'Tollgate: answers are slow'
    description: 'The slowest twentieth of model requests took more than 60 s within 15 minutes.'
    query: loadTextContent('../queries/latency.kql')
    severity: 3
    threshold: 60
    every: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'daily-cost'
    title: 'Tollgate: the day is getting expensive'
    description: 'Models cost more than 80 % of the daily budget within 24 hours.'
    query: loadTextContent('../queries/daily-cost.kql')
    severity: 2
    threshold: dailyBudgetUsd * 8 / 10
    every: 'PT1H'
    window: 'P1D'
  }
  {
    name: 'budget-thresholds'
    title: 'Tollgate: a budget is nearly spent'
    description: 'A budget crossed 95 % of its limit, or was refused for.'
    query: loadTextContent('../queries/budget-thresholds.kql')
    severity: 3
    threshold: 0
    every: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'state-backlog'
    title: 'Tollgate: entities do not keep up'
    description: 'Budgets or usage could not be stored, or leases were lost: signals wait, or an entity is stuck.'
    query: loadTextContent('../queries/state-backlog.kql')
    severity: 1
    threshold: 0
    every: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'configuration'
    title: 'Tollgate: gateway.json was refused or cannot be read'
    description: 'The configuration before it stays in force.'
    query: loadTextContent('../queries/configuration.kql')
    severity: 2
    threshold: 0
    every: 'PT15M'
    window: 'PT15M'
  }
]

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'tollgate'
    enabled: true
    emailReceivers: empty(email) ? [] : [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
    webhookReceivers: empty(webhookUrl) ? [] : [{ name: 'webhook', serviceUri: webhookUrl, useCommonAlertSchema: true }]
  }
}

resource queries 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [for rule in rules: {
  name: 'tollgate-${rule.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: rule.title
    description: rule.description
    enabled: true
    severity: rule.severity
    scopes: [insightsId]
    evaluationFrequency: rule.every
    windowSize: rule.window
    autoMitigate: true
    // Its tables come into being with the first telemetry, after the deployment.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: rule.query
          metricMeasureColumn: 'value'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: rule.threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [group.id] }
  }
}]

resource probe 'Microsoft.Insights/webtests@2022-06-15' = if (hasAvailabilityTest) {
  name: 'ready-${token}'
  location: location
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'ready-${token}'
    Name: 'Tollgate is ready'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [{ Id: 'emea-nl-ams-azr' }, { Id: 'us-va-ash-azr' }, { Id: 'apac-sg-sin-azr' }]
    Request: { RequestUrl: '${url}/health/ready', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 7 }
  }
}

resource availability 'Microsoft.Insights/metricAlerts@2018-03-01' = if (hasAvailabilityTest) {
  name: 'tollgate-availability'
  location: 'global'
  tags: tags
  properties: {
    description: 'The gateway did not answer /health/ready with 200 when asked from two of three places.'
    severity: 0
    enabled: true
    scopes: [probe.id, insightsId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: probe.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: group.id }]
  }
}
