param location string
param tags object
param insightsId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(insightsId, 'tollgate')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Tollgate'
    category: 'workbook'
    sourceId: insightsId
    serializedData: loadTextContent('../workbook.json')
  }
}

output id string = workbook.id
