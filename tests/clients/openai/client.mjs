// What the suite is pointed at, and how.
import OpenAI from 'openai';

const required = (name) => process.env[name] ?? (() => { throw new Error(`Set ${name}: see README.md`); })();

export const baseURL = required('TOLLGATE_BASE_URL');
export const model = required('TOLLGATE_MODEL');
export const embeddingModel = required('TOLLGATE_EMBEDDING_MODEL');

/** A test option that skips what only a gateway has: `test(name, gatewayOnly, ...)`. */
export const gatewayOnly = { skip: process.env.TARGET === 'simulator' ? 'the simulator is no gateway' : false };

/** Retries are off, so that a failure shows. */
export const createClient = (options = {}) =>
  new OpenAI({ baseURL, apiKey: required('TOLLGATE_API_KEY'), maxRetries: 0, timeout: 20_000, ...options });

/** The messages of a conversation with one turn. */
export const say = (content) => [{ role: 'user', content }];

/** The same, with a command to the upstream simulator, which a gateway passes on as text. */
export const sayTo = (simulation, content) => say(`${content} [simulate: ${simulation}]`);
