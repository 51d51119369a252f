// The gateway's provider for the simulated Bedrock: requests are signed, as the SDK's are.
export const environment = { AWS_ACCESS_KEY_ID: 'AKIDSIMULATOR', AWS_SECRET_ACCESS_KEY: 'simulator-secret', AWS_REGION: 'us-east-1' };

export const provider = (simulatorUrl) => ({
  bedrock: {
    baseUrl: simulatorUrl,
    models: [
      'claude-3-haiku',
      'claude-sonnet-4-5',
      'amazon.nova-lite-v1:0',
      'meta.llama3-3-70b-instruct-v1:0',
      'amazon.titan-embed-text-v2:0',
      'cohere.embed-multilingual-v3',
    ],
  },
});
