// The providers that speak OpenAI's wire with ways of their own, as the gateway is told of them.
const model = (id, modelId = 'gpt-4o') => ({ id, modelId, price: { input: 1, output: 2 } });

export const provider = (simulator) => ({
  openai: {
    baseUrl: `${simulator}/v1`,
    apiKey: '${SIMULATOR_API_KEY}',
    models: [model('openai-chat'), model('openai-embed', 'text-embedding-3-small')],
  },
  groq: { baseUrl: `${simulator}/groq/openai/v1`, apiKey: '${SIMULATOR_API_KEY}', models: [model('groq-chat')] },
  github: { baseUrl: `${simulator}/github/inference`, apiKey: '${SIMULATOR_API_KEY}', models: [model('github-chat', 'openai/gpt-4o')] },
  together: { baseUrl: `${simulator}/together/v1`, apiKey: '${SIMULATOR_API_KEY}', models: [model('together-chat')] },
  vllm: { baseUrl: `${simulator}/vllm/v1`, models: [model('vllm-chat')] },
  ollama: { baseUrl: `${simulator}/ollama/v1`, models: [model('ollama-chat')] },
  'azure-openai': {
    baseUrl: simulator,
    apiKey: '${SIMULATOR_API_KEY}',
    models: [model('azure-chat'), model('azure-embed', 'text-embedding-3-small')],
  },
  'azure-dated': {
    type: 'azure-openai',
    baseUrl: simulator,
    apiKey: '${SIMULATOR_API_KEY}',
    apiVersion: '2024-10-21',
    models: [model('azure-dated-chat', 'gpt-4o-mini')],
  },
});
