// OpenAI's SDK against the gateway in front of the simulated Gemini API.
import assert from 'node:assert/strict';
import test from 'node:test';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

const { SIMULATOR_URL, TOLLGATE_API_KEY, TOLLGATE_BASE_URL } = process.env;
const client = new OpenAI({ baseURL: TOLLGATE_BASE_URL, apiKey: TOLLGATE_API_KEY, maxRetries: 0, timeout: 20_000 });
const chat = client.chat.completions;
const google = new GoogleGenAI({ apiKey: 'sim-key', httpOptions: { baseUrl: SIMULATOR_URL } });
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const say = (content) => [{ role: 'user', content }];
const tool = (name, property) => ({
  type: 'function',
  function: { name, parameters: { type: 'object', properties: { [property]: { type: 'string' } }, required: [property], additionalProperties: false } },
});
const tools = [tool('get_weather', 'city'), tool('get_time', 'zone')];

test('gemini · text · whole', async () => {
  const answer = await chat.create({ model: 'g25', messages: [{ role: 'system', content: 'Be brief' }, ...say('Hello 水')] });
  const direct = await google.models.generateContent({ model: 'gemini-2.5-flash', contents: 'Hello 水', config: { systemInstruction: 'Be brief' } });

  assert.equal(answer.choices[0].message.content, direct.text);
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.equal(answer.usage.prompt_tokens, direct.usageMetadata.promptTokenCount);
  assert.equal(answer.usage.completion_tokens, direct.usageMetadata.candidatesTokenCount + direct.usageMetadata.thoughtsTokenCount);
  assert.equal(answer.usage.completion_tokens_details.reasoning_tokens, direct.usageMetadata.thoughtsTokenCount);
});

test('gemini · text · streamed', async () => {
  const whole = await chat.create({ model: 'g25', messages: say('Hello 水') });
  const streamed = await chat.stream({ model: 'g25', messages: say('Hello 水'), stream_options: { include_usage: true } }).finalChatCompletion();

  assert.equal(streamed.choices[0].message.content, whole.choices[0].message.content);
  assert.equal(streamed.choices[0].finish_reason, 'stop');
  assert.deepEqual(streamed.usage, whole.usage);
});

test('gemini · tools · whole', async () => {
  const first = await chat.create({ model: 'g3', messages: say('Weather?'), tools });
  const { message } = first.choices[0];
  assert.equal(first.choices[0].finish_reason, 'tool_calls');
  assert.deepEqual(message.tool_calls.map((call) => call.function.name), ['get_weather', 'get_time']);
  assert.deepEqual(Object.keys(JSON.parse(message.tool_calls[0].function.arguments)), ['city']);
  assert.notEqual(message.tool_calls[0].id, message.tool_calls[1].id);

  const results = message.tool_calls.map((call, index) => ({ role: 'tool', tool_call_id: call.id, content: `result ${index}` }));
  const second = await chat.create({ model: 'g3', messages: [...say('Weather?'), message, ...results], tools });
  assert.match(second.choices[0].message.content, /result 0; result 1/);
});

test('gemini · tools · streamed', async () => {
  const whole = await chat.create({ model: 'g25', messages: say('Weather?'), tools });
  const streamed = await chat.stream({ model: 'g25', messages: say('Weather?'), tools }).finalChatCompletion();

  const pairs = (answer) => answer.choices[0].message.tool_calls.map((call) => [call.function.name, call.function.arguments]);
  assert.deepEqual(pairs(streamed), pairs(whole));
  assert.equal(streamed.choices[0].finish_reason, 'tool_calls');
});

test('gemini · tool choice · whole', async () => {
  const names = async (parameters) =>
    (await chat.create({ model: 'g25', messages: say('Weather?'), tools, ...parameters })).choices[0].message.tool_calls?.map((call) => call.function.name);

  assert.equal(await names({ tool_choice: 'none' }), undefined);
  assert.deepEqual(await names({ tool_choice: 'required' }), ['get_weather', 'get_time']);
  assert.deepEqual(await names({ tool_choice: { type: 'function', function: { name: 'get_time' } } }), ['get_time']);
});

test('gemini · thought signatures · streamed', async () => {
  const stream = await chat.create({ model: 'g3', messages: say('Weather?'), tools, stream: true });
  const calls = [];
  for await (const chunk of stream) {
    for (const { index, ...delta } of chunk.choices[0]?.delta.tool_calls ?? []) {
      calls[index] ??= { ...delta, function: { ...delta.function, arguments: '' } };
      calls[index].function.arguments += delta.function.arguments ?? '';
    }
  }
  assert.ok(calls[0].extra_content.google.thought_signature);

  const results = calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: 'fine' }));
  const second = await chat.create({ model: 'g3', messages: [...say('Weather?'), { role: 'assistant', tool_calls: calls }, ...results], tools });
  assert.match(second.choices[0].message.content, /fine; fine/);
});

test('gemini · structured output · whole', async () => {
  const answer = await chat.parse({ model: 'g25', messages: say('Plan'), response_format: zodResponseFormat(z.object({ name: z.string(), day: z.number().int() }), 'event') });

  assert.deepEqual(Object.keys(answer.choices[0].message.parsed), ['name', 'day']);
});

test('gemini · structured output · streamed', async () => {
  const stream = chat.stream({ model: 'g25', messages: say('Plan'), response_format: zodResponseFormat(z.object({ name: z.string() }), 'event') });

  assert.deepEqual(Object.keys((await stream.finalChatCompletion()).choices[0].message.parsed), ['name']);
});

test('gemini · images · whole', async () => {
  const image = (url) => [{ type: 'text', text: 'What?' }, { type: 'image_url', image_url: { url } }];
  const answer = await chat.create({ model: 'g25', messages: say(image(`data:image/png;base64,${pixel}`)) });
  assert.match(answer.choices[0].message.content, /\(1 images\)/);

  await assert.rejects(chat.create({ model: 'g25', messages: say(image('https://example.com/a.png')) }), { status: 400, code: 'image_url_not_allowed' });
});

test('gemini · files · whole', async () => {
  const file = { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0xLjQK' } };
  const answer = await chat.create({ model: 'g25', messages: say([{ type: 'text', text: 'Read' }, file, { type: 'file', file: { file_id: 'files/abc' } }]) });

  assert.match(answer.choices[0].message.content, /\(2 files\)/);
});

test('gemini · audio input · whole', async () => {
  const audio = { type: 'input_audio', input_audio: { data: 'UklGRgAA', format: 'wav' } };
  const answer = await chat.create({ model: 'g25', messages: say([{ type: 'text', text: 'Listen' }, audio]) });

  assert.match(answer.choices[0].message.content, /\(1 files\)/);
});

test('gemini · reasoning · whole', async () => {
  const answer = await chat.create({ model: 'g25', messages: say('Hm'), reasoning_effort: 'low' });

  assert.equal(answer.choices[0].message.reasoning_content, 'I think about an écho.');
  assert.equal(answer.usage.completion_tokens_details.reasoning_tokens, 128);
});

test('gemini · reasoning · streamed', async () => {
  let reasoning = '';
  for await (const chunk of await chat.create({ model: 'g3', messages: say('Hm'), reasoning_effort: 'high', stream: true })) {
    reasoning += chunk.choices[0]?.delta.reasoning_content ?? '';
  }

  assert.equal(reasoning, 'I think about an écho.');
});

test('gemini · several answers · streamed', async () => {
  const whole = await chat.create({ model: 'g25', messages: say('Two'), n: 2 });
  const streamed = await chat.stream({ model: 'g25', messages: say('Two'), n: 2 }).finalChatCompletion();

  assert.deepEqual(streamed.choices.map((choice) => choice.message.content), whole.choices.map((choice) => choice.message.content));
  assert.notEqual(whole.choices[0].message.content, whole.choices[1].message.content);
});

test('gemini · log probabilities · whole', async () => {
  const answer = await chat.create({ model: 'g25', messages: say('Hi'), logprobs: true, top_logprobs: 2 });

  const { content } = answer.choices[0].logprobs;
  assert.equal(content.map((entry) => entry.token).join(''), answer.choices[0].message.content);
  assert.equal(content[0].top_logprobs.length, 2);
});

test('gemini · stop and length · whole', async () => {
  const short = await chat.create({ model: 'g25', messages: say('A long enough text'), max_tokens: 66 });
  const stopped = await chat.create({ model: 'g25', messages: say('One STOP two'), stop: ['STOP'] });

  assert.equal(short.choices[0].finish_reason, 'length');
  assert.ok(!stopped.choices[0].message.content.includes('two'));
});

test('gemini · cached tokens · streamed', async () => {
  const stream = chat.stream({ model: 'g25', messages: say('Cached [simulate: cached-7]'), stream_options: { include_usage: true } });

  assert.equal((await stream.finalChatCompletion()).usage.prompt_tokens_details.cached_tokens, 7);
});

test('gemini · safety blocks · whole', async () => {
  const blocked = await chat.create({ model: 'g25', messages: say('[blocked-prompt]') });
  const unsafe = await chat.create({ model: 'g25', messages: say('[unsafe-answer]') });

  assert.equal(blocked.choices[0].finish_reason, 'content_filter');
  assert.match(blocked.choices[0].message.refusal, /PROHIBITED_CONTENT/);
  assert.equal(unsafe.choices[0].finish_reason, 'content_filter');
  assert.match(unsafe.choices[0].message.refusal, /HARASSMENT/);
});

test('gemini · safety blocks · streamed', async () => {
  const blocked = await chat.stream({ model: 'g25', messages: say('[blocked-prompt]') }).finalChatCompletion();

  assert.equal(blocked.choices[0].finish_reason, 'content_filter');
});

test('gemini: a search under a money budget is refused', async () => {
  const answer = await chat.create({ model: 'g25', messages: say('Search'), web_search_options: {} }).catch((error) => error);

  // Tenants have a monthly budget by default, and a search is billed by the use.
  assert.equal(answer.code, 'unpriced_parameter');
});

test('gemini · embeddings · whole', async () => {
  const asFloats = await client.embeddings.create({ model: 'g-embed', input: ['a', 'b'], dimensions: 8, encoding_format: 'float' });
  const asBase64 = await client.embeddings.create({ model: 'g-embed', input: ['a', 'b'], dimensions: 8 });

  assert.deepEqual(asFloats.data.map((entry) => entry.embedding.length), [8, 8]);
  assert.ok(Math.abs(asBase64.data[1].embedding[3] - asFloats.data[1].embedding[3]) < 1e-6);
  assert.equal(asFloats.usage.prompt_tokens, 2);
});

test('gemini · errors · whole', async () => {
  const ask = (model, parameters) => chat.create({ model, messages: say('Hi'), ...parameters });

  await assert.rejects(ask('g-status-429'), { status: 429, code: 'upstream_rate_limit_exceeded' });
  await assert.rejects(ask('g-status-503'), { status: 503, code: 'upstream_error' });
  await assert.rejects(ask('g-html-error'), { status: 502 });
  await assert.rejects(ask('g25', { temperature: 9 }), (error) => error.status === 400 && /temperature/.test(error.message));
  await assert.rejects(ask('g25', { logit_bias: { 1: 1 } }), { status: 400, code: 'unsupported_parameter', param: 'logit_bias' });
});

test('gemini · errors · streamed', async () => {
  for (const model of ['g-error-after-2', 'g-cut-after-3']) {
    await assert.rejects(chat.stream({ model, messages: say('Hi') }).finalChatCompletion(), model);
  }
});
