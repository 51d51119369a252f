// The providers' own SDKs against the simulator: it speaks as they do.
import assert from 'node:assert/strict';
import test from 'node:test';
import { essence, gather, requests } from './requests.mjs';
import { askOllama, clients, ollamaStreamed, ollamaWhole } from './sdks.mjs';

const check = {
  text: (told) => assert.match(told.text, /„Grüße, 世界 🌍“/),
  tools: (told) => assert.deepEqual(told.calls.map(([name]) => name), ['get_weather', 'get_time']),
  'structured output': (told) => assert.equal(typeof JSON.parse(told.text).city, 'string'),
  images: (told) => assert.match(told.text, /\(1 images\)/),
};

for (const [name, { model, create }] of Object.entries(clients)) {
  for (const [capability, request] of Object.entries(requests)) {
    test(`${name} SDK · ${capability} · whole`, async () => {
      check[capability](essence(await create().chat.completions.create({ model, ...request })));
    });

    test(`${name} SDK · ${capability} · streamed`, async () => {
      // Groq and Together tell usage unasked; their SDKs have no way to ask.
      const options = ['groq', 'together'].includes(name) ? {} : { stream_options: { include_usage: true } };
      const whole = essence(await create().chat.completions.create({ model, ...request }));

      const streamed = await gather(await create().chat.completions.create({ model, stream: true, ...options, ...request }));

      check[capability](streamed);
      assert.deepEqual(streamed, whole);
    });
  }
}

for (const [capability, words] of Object.entries(askOllama)) {
  test(`ollama SDK · ${capability} · whole`, async () => check[capability](await ollamaWhole(words(requests[capability]))));

  test(`ollama SDK · ${capability} · streamed`, async () => {
    assert.deepEqual(await ollamaStreamed(words(requests[capability])), await ollamaWhole(words(requests[capability])));
  });
}

for (const name of ['groq', 'together', 'github', 'azure']) {
  test(`${name} SDK · errors · whole`, async () => {
    const { model, create } = clients[name];
    await assert.rejects(create('sk-bad').chat.completions.create({ model, ...requests.text }), { status: 401 });
  });
}

test('groq SDK · unsupported parameters · whole', async () => {
  const { model, create } = clients.groq;
  await assert.rejects(create().chat.completions.create({ model, ...requests.text, logprobs: true }), /property 'logprobs' is unsupported/);
});

test('ollama SDK · errors · whole', async () => {
  await assert.rejects(ollamaWhole(requests.text, 'nowhere'), /model 'nowhere' not found/);
});
