/** Cohere's own wire, as the gateway's configuration names it. */
export const provider = (simulatorUrl) => ({
  cohere: {
    baseUrl: `${simulatorUrl}/v2`,
    apiKey: '${SIMULATOR_API_KEY}',
    models: [
      { id: 'cohere-chat', modelId: 'command-a-03-2025' },
      { id: 'cohere-reasoning', modelId: 'command-a-reasoning-08-2025' },
      { id: 'cohere-vision', modelId: 'command-a-vision-07-2025' },
      { id: 'cohere-embed', modelId: 'embed-v4.0' },
    ],
  },
});
