// Cohere's own client against the simulator: proves that the simulator speaks as Cohere does.
import assert from 'node:assert/strict';
import test from 'node:test';
import { CohereClientV2, CohereError } from 'cohere-ai';

const environment = process.env.SIMULATOR_URL ?? (() => { throw new Error('Set SIMULATOR_URL: see README.md'); })();
const client = new CohereClientV2({ token: 'sim-key', environment });
const model = 'command-a-03-2025';
const pixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const say = (content) => [{ role: 'user', content }];
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const tools = ['get_weather', 'get_time'].map((name) => ({ type: 'function', function: { name, description: name, parameters } }));
const options = { maxRetries: 0 };

async function collect(request) {
  const events = [];
  for await (const event of await client.chatStream(request, options)) events.push(event);
  const deltas = events.filter((event) => event.type === 'content-delta').map((event) => event.delta.message.content);
  return { events, text: deltas.map((delta) => delta.text ?? '').join(''), thinking: deltas.map((delta) => delta.thinking ?? '').join('') };
}

test('cohere · text · whole', async () => {
  const answer = await client.chat({ model, messages: say('Grüße, 世界 🌍') }, options);

  assert.match(answer.message.content[0].text, /Grüße, 世界 🌍/);
  assert.equal(answer.finishReason, 'COMPLETE');
  assert.ok(answer.usage.billedUnits.inputTokens < answer.usage.tokens.inputTokens);
});

test('cohere · text · streamed', async () => {
  const whole = await client.chat({ model, messages: say('Grüße, 世界 🌍') }, options);

  const { events, text } = await collect({ model, messages: say('Grüße, 世界 🌍') });

  assert.equal(text, whole.message.content[0].text);
  assert.equal(events[0].type, 'message-start');
  assert.equal(events.at(-1).delta.finishReason, 'COMPLETE');
  assert.deepEqual(events.at(-1).delta.usage.billedUnits, whole.usage.billedUnits);
});

test('cohere · tools · whole', async () => {
  const first = await client.chat({ model, messages: say('Weather?'), tools }, options);
  const second = await client.chat({
    model,
    tools,
    messages: [
      ...say('Weather?'),
      first.message,
      ...first.message.toolCalls.map((call) => ({ role: 'tool', toolCallId: call.id, content: `result of ${call.function.name}` })),
    ],
  }, options);

  assert.equal(first.finishReason, 'TOOL_CALL');
  assert.ok(first.message.toolPlan);
  assert.deepEqual(first.message.toolCalls.map((call) => call.function.name), ['get_weather', 'get_time']);
  assert.match(second.message.content[0].text, /result of get_weather; result of get_time/);
});

test('cohere · tools · streamed', async () => {
  const whole = await client.chat({ model, messages: say('Weather?'), tools }, options);

  const { events } = await collect({ model, messages: say('Weather?'), tools });

  const growth = events.filter((event) => event.type === 'tool-call-delta' && event.index === 0).map((event) => event.delta.message.toolCalls.function.arguments);
  assert.equal(growth.join(''), whole.message.toolCalls[0].function.arguments);
  assert.equal(events.filter((event) => event.type === 'tool-plan-delta').map((event) => event.delta.message.toolPlan).join(''), whole.message.toolPlan);
});

test('cohere · structured output · whole', async () => {
  const answer = await client.chat({ model, messages: say('Plan it'), responseFormat: { type: 'json_object', jsonSchema: parameters } }, options);

  assert.deepEqual(Object.keys(JSON.parse(answer.message.content[0].text)), ['city']);
});

test('cohere · images · whole', async () => {
  const answer = await client.chat({
    model: 'command-a-vision-07-2025',
    messages: say([{ type: 'text', text: 'What is this?' }, { type: 'image_url', imageUrl: { url: pixel } }]),
  }, options);

  assert.match(answer.message.content[0].text, /\(1 images\)/);
});

test('cohere · reasoning · streamed', async () => {
  const request = { model: 'command-a-reasoning-08-2025', messages: say('Think') };

  assert.match((await collect(request)).thinking, /Hmm/);
  assert.equal((await collect({ ...request, thinking: { type: 'disabled' } })).thinking, '');
});

test('cohere · citations · streamed', async () => {
  const { events } = await collect({ model, messages: say('Hi'), documents: [{ id: 'd', data: { text: 'a document' } }] });

  assert.equal(events.find((event) => event.type === 'citation-start').delta.message.citations.sources[0].document.text, 'a document');
});

test('cohere · embeddings · whole', async () => {
  const answer = await client.embed({ model: 'embed-v4.0', texts: ['one', 'two'], inputType: 'search_query', outputDimension: 256, embeddingTypes: ['float'] }, options);

  assert.deepEqual(answer.embeddings.float.map((vector) => vector.length), [256, 256]);
  assert.ok(answer.meta.billedUnits.inputTokens > 0);
});

test('cohere · errors · whole', async () => {
  const refusal = (status) => (error) => error instanceof CohereError && error.statusCode === status && typeof error.body.message === 'string';

  await assert.rejects(client.chat({ model: 'no-such-model', messages: say('Hi') }, options), refusal(404));
  await assert.rejects(client.chat({ model, messages: say('Hi'), temperature: 3 }, options), refusal(400));
  await assert.rejects(client.chat({ model, messages: say('Hi [simulate: status-429]') }, options), refusal(429));
  await assert.rejects(new CohereClientV2({ token: 'sk-bad', environment }).chat({ model, messages: say('Hi') }, options), refusal(401));
});
