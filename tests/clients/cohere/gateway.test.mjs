// OpenAI's client against the gateway in front of Cohere's wire.
import assert from 'node:assert/strict';
import test from 'node:test';
import OpenAI from 'openai';
import { createClient, say, sayTo } from '../openai/client.mjs';

const client = createClient();
const [model, reasoner, seer, embedder] = ['cohere-chat', 'cohere-reasoning', 'cohere-vision', 'cohere-embed'];
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const tools = ['get_weather', 'get_time'].map((name) => ({ type: 'function', function: { name, parameters } }));
const response_format = { type: 'json_schema', json_schema: { name: 'place', schema: parameters } };

const whole = (request) => client.chat.completions.create({ model, ...request });
const streamed = (request) => client.chat.completions.stream({ model, stream_options: { include_usage: true }, ...request }).finalChatCompletion();
const ways = Object.entries({ whole, streamed });

for (const [way, ask] of ways) {
  test(`cohere · text · ${way}`, async () => {
    const answer = await ask({ messages: say('Grüße, 世界 🌍') });

    assert.match(answer.choices[0].message.content, /Grüße, 世界 🌍/);
    assert.equal(answer.choices[0].finish_reason, 'stop');
    assert.ok(answer.usage.prompt_tokens > 0 && answer.usage.prompt_tokens < 400, 'billed units, not Cohere’s own preamble');
    assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
  });

  test(`cohere · max_tokens and stop · ${way}`, async () => {
    const cut = await ask({ messages: say('a longer question'), max_completion_tokens: 2 });
    const stopped = await ask({ messages: say('one two three'), stop: ['two'] });

    assert.deepEqual([cut.choices[0].finish_reason, cut.usage.completion_tokens], ['length', 2]);
    assert.match(stopped.choices[0].message.content, /one $/);
  });

  test(`cohere · tools · ${way}`, async () => {
    const first = await ask({ messages: say('Weather?'), tools });
    const { message, finish_reason } = first.choices[0];
    const second = await ask({
      tools,
      messages: [
        ...say('Weather?'),
        message,
        ...message.tool_calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: `result of ${call.function.name}` })),
      ],
    });

    assert.equal(finish_reason, 'tool_calls');
    assert.deepEqual(message.tool_calls.map((call) => call.function.name), ['get_weather', 'get_time']);
    assert.deepEqual(Object.keys(JSON.parse(message.tool_calls[0].function.arguments)), ['city']);
    assert.match(second.choices[0].message.content, /result of get_weather; result of get_time/);
  });

  test(`cohere · forced tool · ${way}`, async () => {
    const answer = await ask({ messages: say('Weather?'), tools, tool_choice: { type: 'function', function: { name: 'get_time' } } });

    assert.deepEqual(answer.choices[0].message.tool_calls.map((call) => call.function.name), ['get_time']);
  });

  test(`cohere · structured output · ${way}`, async () => {
    const answer = await ask({ messages: say('Plan it'), response_format });

    assert.deepEqual(Object.keys(JSON.parse(answer.choices[0].message.content)), ['city']);
  });

  test(`cohere · images · ${way}`, async () => {
    const answer = await ask({
      model: seer,
      messages: say([{ type: 'text', text: 'What is this?' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } }]),
    });

    assert.match(answer.choices[0].message.content, /\(1 images\)/);
  });

  test(`cohere · logprobs · ${way}`, async () => {
    const { message, logprobs } = (await ask({ messages: say('Hi'), logprobs: true })).choices[0];

    assert.equal(logprobs.content.map((entry) => entry.token).join(''), message.content);
  });
}

test('cohere · reasoning · whole', async () => {
  const answer = await whole({ model: reasoner, messages: say('Think') });
  const hasty = await whole({ model: reasoner, messages: say('Think'), reasoning_effort: 'none' });

  assert.match(answer.choices[0].message.reasoning_content, /Hmm/);
  assert.equal(hasty.choices[0].message.reasoning_content, undefined);
});

test('cohere · reasoning · streamed', async () => {
  let thinking = '';
  for await (const chunk of await whole({ model: reasoner, messages: say('Think'), stream: true })) thinking += chunk.choices[0]?.delta.reasoning_content ?? '';

  assert.match(thinking, /Hmm/);
});

test('cohere · citations · whole', async () => {
  const answer = await whole({ messages: say('Hi'), documents: [{ id: 'd', data: { text: 'a document', url: 'https://example.com' } }] });

  assert.deepEqual(answer.choices[0].message.annotations.map((annotation) => annotation.type), ['citation', 'url_citation']);
});

test('cohere · embeddings · whole', async () => {
  const base64 = await client.embeddings.create({ model: embedder, input: ['one', 'two'], dimensions: 256 });
  const floats = await client.embeddings.create({ model: embedder, input: ['one', 'two'], dimensions: 256, encoding_format: 'float' });

  assert.deepEqual([...new Float32Array(base64.data[1].embedding)], [...new Float32Array(floats.data[1].embedding)]);
  assert.ok(floats.usage.prompt_tokens > 0);
});

test('cohere · errors · whole', async () => {
  await assert.rejects(whole({ messages: say('Hi'), n: 2 }), (error) => error instanceof OpenAI.BadRequestError && error.code === 'unsupported_parameter' && error.param === 'n');
  await assert.rejects(whole({ messages: sayTo('status-429', 'Hi') }), (error) => error instanceof OpenAI.RateLimitError && error.headers.get('retry-after') === '1');
  await assert.rejects(whole({ messages: sayTo('error-inside-200', 'Hi') }), (error) => error.status === 502);
});

test('cohere · errors · streamed', async () => {
  await assert.rejects(streamed({ messages: sayTo('error-after-3', 'Hi') }));
  await assert.rejects(streamed({ messages: sayTo('cut-after-3', 'Hi') }));
});
