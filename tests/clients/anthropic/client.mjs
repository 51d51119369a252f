// Anthropic's own SDK, for the simulator: it proves that the simulator speaks the Messages API.
import Anthropic from '@anthropic-ai/sdk';

const baseURL = process.env.TOLLGATE_BASE_URL.replace(/\/v1$/, '');

/** Retries are off, so that a failure shows. */
export const createAnthropic = (options = {}) => new Anthropic({ baseURL, apiKey: 'sk-ant-test', maxRetries: 0, timeout: 20_000, ...options });

export const schema = {
  type: 'object',
  properties: { city: { type: 'string' }, count: { type: 'integer' } },
  required: ['city', 'count'],
  additionalProperties: false,
};

export const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
