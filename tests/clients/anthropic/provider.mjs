/** Anthropic's own wire, as the gateway's configuration names it. */
export const provider = (simulatorUrl) => ({
  anthropic: {
    baseUrl: simulatorUrl,
    apiKey: '${SIMULATOR_API_KEY}',
    models: [
      { id: 'anthropic', modelId: 'claude-haiku-5-5' },
      { id: 'anthropic-without-schemas', modelId: 'claude-opus-4-1-20250805' },
    ],
  },
});
