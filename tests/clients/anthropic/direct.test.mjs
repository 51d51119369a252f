import assert from 'node:assert/strict';
import test from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { createAnthropic, png, schema } from './client.mjs';

const client = createAnthropic();
const model = 'claude-haiku-4-5';
const ask = (content, more = {}) => ({ model, max_tokens: 4096, messages: [{ role: 'user', content }], ...more });
const tools = [
  { name: 'get_weather', description: 'Weather', input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
  { name: 'get_time', input_schema: { type: 'object', properties: {} } },
];

/** Whole, and streamed into the same message by the SDK. */
const modes = {
  whole: (parameters) => client.messages.create(parameters),
  streamed: (parameters) => client.messages.stream(parameters).finalMessage(),
};
const textOf = (message) => message.content.filter((block) => block.type === 'text').map((block) => block.text).join('');

for (const [mode, create] of Object.entries(modes)) {
  const check = (capability, run) => test(`anthropic-sdk · ${capability} · ${mode}`, run);

  check('text', async () => {
    const message = await create(ask('Grüße, 世界 🌍', { system: 'Be brief.' }));

    assert.match(textOf(message), /„Grüße, 世界 🌍“/);
    assert.equal(message.stop_reason, 'end_turn');
    assert.ok(message.usage.input_tokens > 0 && message.usage.output_tokens > 0);
  });

  check('tools', async () => {
    const message = await create(ask('Weather?', { tools }));

    const calls = message.content.filter((block) => block.type === 'tool_use');
    assert.equal(message.stop_reason, 'tool_use');
    assert.deepEqual(calls.map((call) => call.name), ['get_weather', 'get_time']);
    assert.ok(calls[0].input.city);
    assert.deepEqual(calls[1].input, {});

    const results = calls.map((call, index) => ({ type: 'tool_result', tool_use_id: call.id, content: `result ${index}` }));
    const second = await create({
      ...ask('Weather?', { tools }),
      messages: [{ role: 'user', content: 'Weather?' }, { role: 'assistant', content: message.content }, { role: 'user', content: results }],
    });
    assert.match(textOf(second), /result 0; result 1/);
  });

  check('structured output', async () => {
    const message = await create(ask('A city', { output_config: { format: { type: 'json_schema', schema } } }));

    assert.deepEqual(Object.keys(JSON.parse(textOf(message))), ['city', 'count']);
  });

  check('images', async () => {
    const message = await create(ask([
      { type: 'text', text: 'What is this?' },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
    ]));

    assert.match(textOf(message), /\(1 images\)/);
  });

  check('thinking', async () => {
    const message = await create(ask('Hm', { thinking: { type: 'enabled', budget_tokens: 1024 } }));

    const [thinking] = message.content;
    assert.equal(thinking.type, 'thinking');
    assert.match(thinking.thinking, /Ponders/);
    assert.ok(thinking.signature);
    assert.ok(message.usage.output_tokens_details.thinking_tokens > 0);
  });

  check('stop sequence', async () => {
    const message = await create(ask('one STOP two', { stop_sequences: ['STOP'] }));

    assert.equal(message.stop_reason, 'stop_sequence');
    assert.equal(message.stop_sequence, 'STOP');
    assert.doesNotMatch(textOf(message), /two/);
  });

  check('prompt caching', async () => {
    const message = await create(ask('cached [simulate: cached-4, cache-write-3]'));

    assert.equal(message.usage.cache_read_input_tokens, 4);
    assert.equal(message.usage.cache_creation_input_tokens, 3);
  });

  check('errors', async () => {
    await assert.rejects(create(ask('x', { temperature: 1.5 })), Anthropic.BadRequestError);
    await assert.rejects(create(ask('x', { nonsense: 1 })), /Extra inputs are not permitted/);
    await assert.rejects(create(ask('x [simulate: status-529]')), (error) => error.status === 529 && error.type === 'overloaded_error' && Boolean(error.requestID));
    await assert.rejects(create({ ...ask('x'), model: 'no-such-model' }), Anthropic.NotFoundError);
    await assert.rejects(createAnthropic({ apiKey: 'sk-bad' }).messages.create(ask('x')), Anthropic.AuthenticationError);
  });
}

test('anthropic-sdk · errors · within a stream', async () => {
  await assert.rejects(
    modes.streamed(ask('x [simulate: overloaded-after-4]')),
    (error) => error instanceof Anthropic.APIError && error.type === 'overloaded_error',
  );
});
