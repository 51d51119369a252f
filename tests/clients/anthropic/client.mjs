// Anthropic's own SDK, for the simulator: it proves that the simulator speaks the Messages API.
import Anthropic from '@anthropic-ai/sdk';

const baseURL = process.env.TOLLGATE_BASE_URL.replace(/\/v1$/, '');

/** A test option for what only the simulator has: the gateway's public API is OpenAI's. */
export const simulatorOnly = { skip: process.env.TARGET === 'gateway' ? "the gateway speaks OpenAI's API" : false };

/** Retries are off, so that a failure shows. */
export const createAnthropic = (options = {}) => new Anthropic({ baseURL, apiKey: 'sk-ant-test', maxRetries: 0, timeout: 20_000, ...options });

export const schema = {
  type: 'object',
  properties: { city: { type: 'string' }, count: { type: 'integer' } },
  required: ['city', 'count'],
  additionalProperties: false,
};

export const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
