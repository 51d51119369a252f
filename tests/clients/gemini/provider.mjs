// The gateway's provider in front of the simulated Gemini API. Public names differ from the upstream's, so that a name that is not
// translated shows.
export const provider = (simulatorUrl) => ({
  gemini: {
    type: 'gemini',
    baseUrl: `${simulatorUrl}/v1beta`,
    apiKey: '${SIMULATOR_API_KEY}',
    models: [
      { id: 'g25', modelId: 'gemini-2.5-flash' },
      { id: 'g3', modelId: 'gemini-3-flash-preview' },
      { id: 'g-embed', modelId: 'gemini-embedding-001' },
      ...['status-429', 'status-503', 'error-after-2', 'cut-after-3', 'html-error'].map((fault) => ({
        id: `g-${fault}`, modelId: `gemini-2.5-flash+${fault}`, price: { input: 1, output: 2 },
      })),
    ],
  },
});
