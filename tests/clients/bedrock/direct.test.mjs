// AWS's own SDK against the simulator: it proves that the simulator speaks, signs and frames as Bedrock does.
import assert from 'node:assert/strict';
import test from 'node:test';
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';

const { SIMULATOR_URL } = process.env;
const create = (options = {}) => new BedrockRuntimeClient({
  endpoint: SIMULATOR_URL,
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIDSIMULATOR', secretAccessKey: 'simulator-secret', sessionToken: 'session' },
  maxAttempts: 1,
  requestHandler: new NodeHttpHandler(), // HTTP/1.1: the simulator has no TLS, and so no HTTP/2
  ...options,
});
const client = create();
const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const thinker = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const say = (...content) => [{ role: 'user', content: content.map((part) => (typeof part === 'string' ? { text: part } : part)) }];
const spec = (name, ...properties) => ({
  toolSpec: {
    name,
    inputSchema: { json: { type: 'object', properties: Object.fromEntries(properties.map((property) => [property, { type: 'string' }])), required: properties } },
  },
});
const toolConfig = { tools: [spec('get_weather', 'city'), spec('get_time')] };

/** A stream's events put together into what Converse would have answered. */
const gather = async (request) => {
  const { stream } = await client.send(new ConverseStreamCommand(request));
  const answer = { content: [] };
  const last = [];
  for await (const event of stream) {
    const [[name, data]] = Object.entries(event);
    last.push(name);
    if (name === 'contentBlockStart') answer.content[data.contentBlockIndex] = { toolUse: { ...data.start.toolUse, input: '' } };
    if (name === 'contentBlockDelta') add(answer.content[data.contentBlockIndex] ??= {}, data.delta);
    if (name === 'messageStop') answer.stopReason = data.stopReason;
    if (name === 'metadata') answer.usage = data.usage;
  }
  assert.deepEqual([last[0], ...last.slice(-2)], ['messageStart', 'messageStop', 'metadata']);
  for (const { toolUse } of answer.content) if (toolUse) toolUse.input = JSON.parse(toolUse.input || '{}');
  return answer;
};

const add = (block, { text, toolUse, reasoningContent }) => {
  if (text !== undefined) block.text = (block.text ?? '') + text;
  if (toolUse) block.toolUse.input += toolUse.input;
  if (reasoningContent) {
    block.reasoningContent ??= { reasoningText: { text: '' } };
    block.reasoningContent.reasoningText.text += reasoningContent.text ?? '';
    if (reasoningContent.signature) block.reasoningContent.reasoningText.signature = reasoningContent.signature;
  }
};

const whole = async (request) => {
  const { output, stopReason, usage } = await client.send(new ConverseCommand(request));
  return { content: output.message.content, stopReason, usage };
};

for (const [mode, ask] of Object.entries({ whole, streamed: gather })) {
  test(`bedrock SDK · text · ${mode}`, async () => {
    const { content, stopReason, usage } = await ask({ modelId, messages: say('Hello 水'), system: [{ text: 'Be brief' }], inferenceConfig: { maxTokens: 500 } });

    assert.match(content[0].text, /„Hello 水“/);
    assert.equal(stopReason, 'end_turn');
    assert.equal(usage.inputTokens + usage.outputTokens, usage.totalTokens);
  });

  test(`bedrock SDK · tools · ${mode}`, async () => {
    const messages = say('Weather?');
    const { content, stopReason } = await ask({ modelId, messages, toolConfig });
    const calls = content.map((block) => block.toolUse);
    assert.equal(stopReason, 'tool_use');
    assert.deepEqual(calls.map((call) => [call.name, Object.keys(call.input)]), [['get_weather', ['city']], ['get_time', []]]);

    const results = calls.map(({ toolUseId }) => ({ toolResult: { toolUseId, content: [{ text: 'sunny ☀' }] } }));
    const second = await ask({ modelId, toolConfig, messages: [...messages, { role: 'assistant', content }, { role: 'user', content: results }] });
    assert.match(second.content[0].text, /sunny ☀; sunny ☀/);
  });

  test(`bedrock SDK · structured output · ${mode}`, async () => {
    const { content } = await ask({ modelId, messages: say('Plan'), toolConfig: { tools: [spec('answer', 'city')], toolChoice: { tool: { name: 'answer' } } } });

    assert.deepEqual(Object.keys(content[0].toolUse.input), ['city']);
  });

  test(`bedrock SDK · images · ${mode}`, async () => {
    const { content } = await ask({ modelId, messages: say('What is this?', { image: { format: 'png', source: { bytes: pixel } } }) });

    assert.match(content[0].text, /\(1 images\)/);
  });

  test(`bedrock SDK · reasoning · ${mode}`, async () => {
    const request = { modelId: thinker, inferenceConfig: { maxTokens: 4096 }, additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1024 } }, toolConfig };
    const messages = say('Weather?');
    const { content } = await ask({ ...request, messages });
    assert.ok(content[0].reasoningContent.reasoningText.signature);

    const results = content.slice(1).map(({ toolUse }) => ({ toolResult: { toolUseId: toolUse.toolUseId, content: [{ text: 'sunny' }] } }));
    const second = await ask({ ...request, messages: [...messages, { role: 'assistant', content }, { role: 'user', content: results }] });
    assert.equal(second.stopReason, 'end_turn');
  });

  test(`bedrock SDK · errors · ${mode}`, async () => {
    const refused = (request) => assert.rejects(ask({ modelId, messages: say('Hi'), ...request }), (error) => error.name === 'ValidationException');
    await refused({ modelId: 'nobody.model' });
    await refused({ modelId: 'anthropic.claude-sonnet-4-5-20250929-v1:0' });
    await refused({ inferenceConfig: { temperature: 2 } });
    await refused({ messages: say(' ') });
    await assert.rejects(ask({ modelId, messages: say('Hi [simulate: status-429]') }), (error) => error.name === 'ThrottlingException');
  });
}

test('bedrock SDK · errors within · streamed', async () => {
  await assert.rejects(gather({ modelId, messages: say('Hi [simulate: error-after-3]') }), (error) => error.name === 'InternalServerException');
});

test('bedrock SDK · embeddings · whole', async () => {
  const invoke = async (model, body) => {
    const answer = await client.send(new InvokeModelCommand({ modelId: model, contentType: 'application/json', accept: 'application/json', body: JSON.stringify(body) }));
    return JSON.parse(answer.body.transformToString());
  };
  assert.equal((await invoke('amazon.titan-embed-text-v2:0', { inputText: 'a', dimensions: 256 })).embedding.length, 256);
  assert.equal((await invoke('cohere.embed-multilingual-v3', { texts: ['a', 'b'], input_type: 'search_query' })).embeddings.length, 2);
});

test('bedrock SDK · credentials · whole', async () => {
  const hello = new ConverseCommand({ modelId, messages: say('Hello') });
  assert.equal((await create({ token: { token: 'bedrock-key' }, authSchemePreference: ['httpBearerAuth'] }).send(hello)).stopReason, 'end_turn');
  await assert.rejects(
    create({ credentials: { accessKeyId: 'AKIDSIMULATOR', secretAccessKey: 'wrong' } }).send(hello),
    (error) => error.$metadata.httpStatusCode === 403);
});
