// OpenAI's SDK against the gateway in front of each provider gets what the provider's own SDK gets from it directly.
import assert from 'node:assert/strict';
import test from 'node:test';
import OpenAI from 'openai';
import { essence, gather, requests } from './requests.mjs';
import { askOllama, clients, ollamaWhole } from './sdks.mjs';

const { TOLLGATE_API_KEY: apiKey, TOLLGATE_BASE_URL: baseURL } = process.env;
const gateway = new OpenAI({ baseURL, apiKey, maxRetries: 0, timeout: 20_000 });
const asked = { ...clients, ollama: { model: 'gpt-4o' } };

async function direct(name, capability) {
  return name === 'ollama'
    ? ollamaWhole(askOllama[capability](requests[capability]))
    : essence(await clients[name].create().chat.completions.create({ model: clients[name].model, ...requests[capability] }));
}

for (const name of Object.keys(asked)) {
  const model = `${name}-chat`;
  for (const [capability, request] of Object.entries(requests)) {
    test(`${name} · ${capability} · whole`, async () => {
      assert.deepEqual(essence(await gateway.chat.completions.create({ model, ...request })), await direct(name, capability));
    });

    test(`${name} · ${capability} · streamed`, async () => {
      const stream = await gateway.chat.completions.create({ model, stream: true, stream_options: { include_usage: true }, ...request });

      assert.deepEqual(await gather(stream), await direct(name, capability));
    });
  }

  test(`${name} · token limit · whole`, async () => {
    const answer = await gateway.chat.completions.create({ model, ...requests.text, max_completion_tokens: 3 });

    assert.equal(answer.choices[0].finish_reason, 'length');
    assert.equal(answer.usage.completion_tokens, 3);
  });
}

for (const [name, parameters] of [['groq', { logprobs: true }], ['groq', { n: 2 }], ['ollama', { n: 2 }], ['ollama', { logit_bias: { 1: 1 } }]]) {
  const [parameter] = Object.keys(parameters);
  test(`${name} · ${parameter} refused by name · whole`, async () => {
    await assert.rejects(
      gateway.chat.completions.create({ model: `${name}-chat`, ...requests.text, ...parameters }),
      { status: 400, code: 'unsupported_parameter', param: parameter },
    );
  });
}

for (const name of ['openai', 'azure']) {
  test(`${name} · embeddings · whole`, async () => {
    const { data } = await gateway.embeddings.create({ model: `${name}-embed`, input: ['a', 'b'], dimensions: 4 });

    assert.deepEqual(data.map((entry) => entry.embedding.length), [4, 4]);
  });
}
