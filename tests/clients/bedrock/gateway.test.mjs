// OpenAI's SDK against the gateway in front of the simulated Bedrock, held against what AWS's SDK gets from it directly.
import assert from 'node:assert/strict';
import test from 'node:test';
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

const { SIMULATOR_URL, TOLLGATE_API_KEY, TOLLGATE_BASE_URL } = process.env;
const client = new OpenAI({ baseURL: TOLLGATE_BASE_URL, apiKey: TOLLGATE_API_KEY, maxRetries: 0, timeout: 20_000 });
const aws = new BedrockRuntimeClient({
  endpoint: SIMULATOR_URL,
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIDSIMULATOR', secretAccessKey: 'simulator-secret' },
  maxAttempts: 1,
  requestHandler: new NodeHttpHandler(),
});
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const model = 'claude-3-haiku';
const say = (content) => [{ role: 'user', content }];
const tool = (name, ...properties) => ({
  type: 'function',
  function: { name, parameters: { type: 'object', properties: Object.fromEntries(properties.map((property) => [property, { type: 'string' }])), required: properties } },
});
const tools = [tool('get_weather', 'city'), tool('get_time')];

const modes = {
  whole: (request) => client.chat.completions.create(request),
  streamed: (request) => client.chat.completions.stream({ ...request, stream_options: { include_usage: true } }).finalChatCompletion(),
};

for (const [mode, ask] of Object.entries(modes)) {
  test(`bedrock · text · ${mode}`, async () => {
    const direct = await aws.send(new ConverseCommand({
      modelId: 'anthropic.claude-3-haiku-20240307-v1:0', messages: [{ role: 'user', content: [{ text: 'Hello 水' }] }], system: [{ text: 'Be brief' }],
    }));

    const { choices: [choice], usage } = await ask({ model, messages: [{ role: 'system', content: 'Be brief' }, ...say('Hello 水')] });

    assert.equal(choice.message.content, direct.output.message.content[0].text);
    assert.equal(choice.finish_reason, 'stop');
    assert.deepEqual([usage.prompt_tokens, usage.completion_tokens, usage.total_tokens], [direct.usage.inputTokens, direct.usage.outputTokens, direct.usage.totalTokens]);
  });

  test(`bedrock · tools · ${mode}`, async () => {
    const { choices: [{ message, finish_reason: reason }] } = await ask({ model, messages: say('Weather?'), tools });
    assert.equal(reason, 'tool_calls');
    assert.deepEqual(message.tool_calls.map((call) => call.function.name), ['get_weather', 'get_time']);
    assert.deepEqual(Object.keys(JSON.parse(message.tool_calls[0].function.arguments)), ['city']);
    assert.equal(message.tool_calls[1].function.arguments, '{}');

    const results = message.tool_calls.map((call, index) => ({ role: 'tool', tool_call_id: call.id, content: `result ${index}` }));
    const second = await ask({ model, tools, messages: [...say('Weather?'), message, ...results] });
    assert.match(second.choices[0].message.content, /result 0; result 1/);
    assert.equal(second.choices[0].finish_reason, 'stop');
  });

  test(`bedrock · forced tool · ${mode}`, async () => {
    const { choices: [choice] } = await ask({ model, messages: say('Time?'), tools, tool_choice: { type: 'function', function: { name: 'get_time' } } });

    assert.deepEqual(choice.message.tool_calls.map((call) => call.function.name), ['get_time']);
  });

  for (const [family, name] of [['claude', model], ['nova', 'amazon.nova-lite-v1:0'], ['llama', 'meta.llama3-3-70b-instruct-v1:0']]) {
    test(`bedrock · structured output (${family}) · ${mode}`, async () => {
      const { choices: [choice] } = await ask({
        model: name, messages: say('Plan'), response_format: zodResponseFormat(z.object({ city: z.string(), days: z.number().int() }), 'plan'),
      });

      assert.deepEqual(Object.keys(JSON.parse(choice.message.content)), ['city', 'days']);
      assert.equal(choice.message.tool_calls, undefined);
      assert.equal(choice.finish_reason, 'stop');
    });
  }

  test(`bedrock · images · ${mode}`, async () => {
    const { choices: [choice] } = await ask({
      model, messages: say([{ type: 'text', text: 'What is this?' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } }]),
    });

    assert.match(choice.message.content, /\(1 images\)/);
  });

  test(`bedrock · files · ${mode}`, async () => {
    const { choices: [choice] } = await ask({
      model, messages: say([{ type: 'text', text: 'Sum it up' }, { type: 'file', file: { filename: 'a b.txt', file_data: 'data:text/plain;base64,aGVsbG8=' } }]),
    });

    assert.match(choice.message.content, /\(1 documents\)/);
  });

  test(`bedrock · reasoning · ${mode}`, async () => {
    const request = { model: 'claude-sonnet-4-5', reasoning_effort: 'low', max_tokens: 4096, tools };
    const { choices: [{ message }] } = await ask({ ...request, messages: say('Weather?') });
    assert.ok(message.reasoning_content);
    assert.match(message.thinking_blocks[0].thinking, /Let me think/);
    assert.ok(message.thinking_blocks[0].signature);

    // The signed thoughts go back with the calls that they led to.
    const results = message.tool_calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: 'sunny' }));
    const second = await ask({ ...request, messages: [...say('Weather?'), message, ...results] });
    assert.match(second.choices[0].message.content, /sunny; sunny/);
  });

  test(`bedrock · cached tokens · ${mode}`, async () => {
    const { usage } = await ask({ model, messages: say('Hello there, long enough [simulate: cached-5]') });

    assert.equal(usage.prompt_tokens_details.cached_tokens, 5);
  });

  test(`bedrock · errors · ${mode}`, async () => {
    await assert.rejects(ask({ model, messages: say('Hi'), temperature: 2 }), (error) => error.status === 400 && error.code === 'unsupported_parameter');
    await assert.rejects(ask({ model, messages: say('Hi [simulate: status-429]') }), (error) => error.status === 429);
    await assert.rejects(ask({ model, messages: say('Hi'), max_tokens: 0 }), (error) => error.status === 400);
    await assert.rejects(ask({ model, messages: say('Hi [simulate: status-503]') }), (error) => error.status === 503);
  });
}

test('bedrock · errors within · streamed', async () => {
  await assert.rejects(modes.streamed({ model, messages: say('Hi [simulate: error-after-3]') }), /server had an error/);
});

test('bedrock · embeddings · whole', async () => {
  const embed = (name, more) => client.embeddings.create({ model: name, input: ['a', 'b', 'a'], ...more });
  const titan = await embed('amazon.titan-embed-text-v2:0', { dimensions: 256 });
  const cohere = await embed('cohere.embed-multilingual-v3');

  assert.deepEqual(titan.data.map((entry) => entry.embedding.length), [256, 256, 256]);
  assert.deepEqual(titan.data[0].embedding, titan.data[2].embedding);
  assert.equal(titan.usage.prompt_tokens, 3);
  assert.equal(cohere.data.length, 3);
});
