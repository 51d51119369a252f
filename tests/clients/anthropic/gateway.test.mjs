// The openai SDK against the gateway in front of the Messages API.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createClient, gatewayOnly, say } from '../openai/client.mjs';
import { png, schema } from './client.mjs';

const client = createClient();
const model = 'anthropic';

/** Both ways give a whole completion: the stream by the SDK's own accumulation. */
const modes = {
  whole: (parameters) => client.chat.completions.create({ model, ...parameters }),
  streamed: async (parameters) => {
    const stream = client.chat.completions.stream({ model, stream_options: { include_usage: true }, ...parameters });
    return stream.finalChatCompletion();
  },
};
const tools = [
  { type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } },
  { type: 'function', function: { name: 'get_time', parameters: { type: 'object', properties: {} } } },
];
const format = { type: 'json_schema', json_schema: { name: 'place', strict: true, schema } };

for (const [mode, complete] of Object.entries(modes)) {
  const check = (capability, run) => test(`anthropic · ${capability} · ${mode}`, gatewayOnly, run);

  check('text', async () => {
    const { choices: [choice], usage } = await complete({ messages: [{ role: 'system', content: 'Be brief.' }, ...say('Grüße, 世界 🌍')] });

    assert.equal(choice.message.content, 'Écho 1: „Grüße, 世界 🌍“ — 你好 🌍.');
    assert.equal(choice.finish_reason, 'stop');
    assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
    assert.ok(usage.prompt_tokens > 0 && usage.completion_tokens > 0);
  });

  check('tools', async () => {
    const { choices: [{ message, finish_reason: finish }] } = await complete({ messages: say('Weather?'), tools });

    assert.equal(finish, 'tool_calls');
    assert.deepEqual(message.tool_calls.map((call) => call.function.name), ['get_weather', 'get_time']);
    assert.deepEqual(JSON.parse(message.tool_calls[0].function.arguments), { city: 'city ä→水' });
    assert.deepEqual(JSON.parse(message.tool_calls[1].function.arguments), {});

    const results = message.tool_calls.map((call, index) => ({ role: 'tool', tool_call_id: call.id, content: `result ${index}` }));
    const { choices: [second] } = await complete({ messages: [...say('Weather?'), message, ...results], tools });
    assert.match(second.message.content, /result 0; result 1/);
  });

  check('tool choice', async () => {
    const called = async (parameters) => (await complete({ messages: say('Hi'), tools, ...parameters })).choices[0].message.tool_calls?.map((call) => call.function.name) ?? [];

    assert.deepEqual(await called({ tool_choice: 'none' }), []);
    assert.deepEqual(await called({ tool_choice: 'required', parallel_tool_calls: false }), ['get_weather']);
    assert.deepEqual(await called({ tool_choice: { type: 'function', function: { name: 'get_time' } } }), ['get_time']);
  });

  check('structured output', async () => {
    const native = await complete({ messages: say('A city'), response_format: format });
    const byTool = await complete({ messages: say('A city'), response_format: format, model: 'anthropic-without-schemas' });

    for (const { choices: [choice] } of [native, byTool]) {
      assert.deepEqual(JSON.parse(choice.message.content), { city: 'city ä→水', count: 7 });
      assert.equal(choice.finish_reason, 'stop');
    }
  });

  check('images', async () => {
    const { choices: [choice] } = await complete({
      messages: say([
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
        { type: 'image_url', image_url: { url: 'https://example.com/cat.png' } },
      ]),
    });

    assert.match(choice.message.content, /\(2 images\)/);
  });

  check('files', async () => {
    const file = { filename: 'notes.pdf', file_data: 'data:application/pdf;base64,JVBERi0xLjQK' };
    const { choices: [choice] } = await complete({ messages: say([{ type: 'text', text: 'Read' }, { type: 'file', file }]) });

    assert.match(choice.message.content, /\(1 documents\)/);
  });

  check('reasoning', async () => {
    const { choices: [{ message }], usage } = await complete({ messages: say('Hm'), reasoning_effort: 'high' });

    assert.ok(usage.completion_tokens_details.reasoning_tokens > 0);
    if (mode === 'whole') {
      assert.match(message.reasoning_content, /Ponders „Hm“ 🤔/);
      assert.ok(message.thinking_blocks[0].signature);
    }
  });

  check('prompt caching', async () => {
    const { usage } = await complete({ messages: say('cached [simulate: cached-4, cache-write-3]') });

    assert.equal(usage.prompt_tokens_details.cached_tokens, 4);
    assert.equal(usage.prompt_tokens_details.cache_creation_tokens, 3);
  });

  check('limits', async () => {
    const cut = await complete({ messages: say('a longer question'), max_completion_tokens: 3, reasoning_effort: 'none' });
    const stopped = await complete({ messages: say('one STOP two'), stop: ['STOP'] });

    assert.equal(cut.choices[0].finish_reason, 'length');
    assert.equal(stopped.choices[0].finish_reason, 'stop');
    assert.doesNotMatch(stopped.choices[0].message.content, /two/);
  });

  check('errors', async () => {
    await assert.rejects(complete({ messages: say('x [simulate: status-529]') }), (error) => error.status === 503);
    await assert.rejects(complete({ messages: say('x [simulate: html-error]') }), (error) => error.status === 502);
    await assert.rejects(complete({ messages: say('x [simulate: status-429]') }), (error) => error.status === 429 && error.headers.get('retry-after') === '1');
    await assert.rejects(complete({ messages: say('x'), seed: 1 }), (error) => error.status === 400 && error.param === 'seed');
  });
}

test('anthropic · errors · within a stream', gatewayOnly, async () => {
  await assert.rejects(modes.streamed({ messages: say('x [simulate: overloaded-after-4]') }), /Overloaded/);
  await assert.rejects(modes.streamed({ messages: say('x [simulate: cut-after-4]') }));
});
