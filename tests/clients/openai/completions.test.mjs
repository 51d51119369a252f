import assert from 'node:assert/strict';
import test from 'node:test';
import { createClient, model } from './client.mjs';

const client = createClient();

test('completions: a prompt is completed in the legacy shape', async () => {
  const answer = await client.completions.create({ model, prompt: 'Once upon a time', max_tokens: 100 });

  assert.equal(answer.object, 'text_completion');
  assert.match(answer.choices[0].text, /Once upon a time/);
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
});

test('completions: without max_tokens the answer ends after 16', async () => {
  const answer = await client.completions.create({ model, prompt: 'Once upon a time '.repeat(10) });

  assert.equal(answer.choices[0].finish_reason, 'length');
  assert.equal(answer.usage.completion_tokens, 16);
});

test('completions: several prompts get a choice each', async () => {
  const answer = await client.completions.create({ model, prompt: ['one', 'two'], max_tokens: 50 });

  assert.match(answer.choices[0].text, /one/);
  assert.match(answer.choices[1].text, /two/);
});

test('completions: a stream carries the same text, and usage when asked', async () => {
  const parameters = { model, prompt: 'Grüße 世界 🌍', max_tokens: 100 };
  const whole = await client.completions.create(parameters);

  let text = '';
  let usage;
  for await (const chunk of await client.completions.create({ ...parameters, stream: true, stream_options: { include_usage: true } })) {
    text += chunk.choices[0]?.text ?? '';
    usage = chunk.usage ?? usage;
  }

  assert.equal(text, whole.choices[0].text);
  assert.deepEqual(usage, whole.usage);
});
