import assert from 'node:assert/strict';
import test from 'node:test';
import { createClient, model, say } from './client.mjs';

const client = createClient();

const tool = (name, ...properties) => ({
  type: 'function',
  function: {
    name,
    parameters: {
      type: 'object',
      properties: Object.fromEntries(properties.map((property) => [property, { type: 'string' }])),
      required: properties,
    },
  },
});
const tools = [tool('get_weather', 'city', 'unit'), tool('get_time', 'zone')];
const messages = say('Weather and time in Zürich?');

test('tools: all offered functions are called in parallel, with arguments that parse', async () => {
  const answer = await client.chat.completions.create({ model, messages, tools });

  const calls = answer.choices[0].message.tool_calls;
  assert.equal(answer.choices[0].finish_reason, 'tool_calls');
  assert.equal(answer.choices[0].message.content, null);
  assert.deepEqual(calls.map((call) => call.function.name), ['get_weather', 'get_time']);
  assert.deepEqual(Object.keys(JSON.parse(calls[0].function.arguments)), ['city', 'unit']);
  assert.notEqual(calls[0].id, calls[1].id);
});

test('tools: streamed argument deltas add up to the arguments of the whole answer', async () => {
  const whole = await client.chat.completions.create({ model, messages, tools });

  const streamed = await client.chat.completions.stream({ model, messages, tools }).finalChatCompletion();

  const pairs = (answer) => answer.choices[0].message.tool_calls.map((call) => [call.function.name, call.function.arguments]);
  assert.deepEqual(pairs(streamed), pairs(whole));
  assert.equal(streamed.choices[0].finish_reason, 'tool_calls');
});

test('tools: results are taken in the next turn', async () => {
  const first = await client.chat.completions.create({ model, messages, tools });
  const { tool_calls: calls } = first.choices[0].message;

  const second = await client.chat.completions.create({
    model,
    tools,
    messages: [
      ...messages,
      first.choices[0].message,
      ...calls.map((call, index) => ({ role: 'tool', tool_call_id: call.id, content: `result ${index}` })),
    ],
  });

  assert.equal(second.choices[0].finish_reason, 'stop');
  assert.match(second.choices[0].message.content, /result 0; result 1/);
});

test("tools: the SDK's own loop runs the functions and ends with their results", async () => {
  const asked = [];
  const runner = client.chat.completions.runTools({
    model,
    stream: true,
    messages,
    tools: [{
      type: 'function',
      function: { ...tools[0].function, parse: JSON.parse, function: (given) => { asked.push(given); return 'sunny ☀'; } },
    }],
  });

  assert.match(await runner.finalContent(), /sunny ☀/);
  assert.equal(asked.length, 1);
  assert.ok(asked[0].city);
});

test('tools: tool_choice and parallel_tool_calls are obeyed', async () => {
  const call = async (parameters) => (await client.chat.completions.create({ model, messages, tools, ...parameters })).choices[0];
  const names = (choice) => choice.message.tool_calls?.map((made) => made.function.name);

  assert.equal(names(await call({ tool_choice: 'none' })), undefined);
  assert.deepEqual(names(await call({ parallel_tool_calls: false })), ['get_weather']);
  assert.deepEqual(names(await call({ tool_choice: { type: 'function', function: { name: 'get_time' } } })), ['get_time']);
});
