import assert from 'node:assert/strict';
import test from 'node:test';
import { createClient, model, say, sayTo } from './client.mjs';

const client = createClient();

test('chat: a whole answer has text, a finish reason and usage that adds up', async () => {
  const answer = await client.chat.completions.create({ model, messages: say('Grüße, 世界 🌍') });

  assert.equal(answer.object, 'chat.completion');
  assert.equal(answer.choices[0].message.role, 'assistant');
  assert.match(answer.choices[0].message.content, /Grüße, 世界 🌍/);
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.ok(answer.usage.prompt_tokens > 0);
  assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
});

test('chat: max_tokens and max_completion_tokens end the answer with "length"', async () => {
  for (const limit of [{ max_tokens: 2 }, { max_completion_tokens: 2 }]) {
    const answer = await client.chat.completions.create({ model, messages: say('a longer question'), ...limit });

    assert.equal(answer.choices[0].finish_reason, 'length');
    assert.equal(answer.usage.completion_tokens, 2);
  }
});

test('chat: stop cuts the answer before the stop sequence', async () => {
  const answer = await client.chat.completions.create({ model, messages: say('one two three'), stop: ['two'] });

  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.match(answer.choices[0].message.content, /one $/);
});

test('chat: n gives so many choices, numbered', async () => {
  const answer = await client.chat.completions.create({ model, messages: say('Hi'), n: 3 });

  assert.deepEqual(answer.choices.map((choice) => choice.index), [0, 1, 2]);
});

test('chat: logprobs come with their alternatives', async () => {
  const answer = await client.chat.completions.create({ model, messages: say('Hi'), logprobs: true, top_logprobs: 2 });

  const { content } = answer.choices[0].logprobs;
  assert.equal(content.map((entry) => entry.token).join(''), answer.choices[0].message.content);
  assert.equal(content[0].top_logprobs.length, 2);
});

test('chat: reasoning and cached tokens are told apart', async () => {
  const answer = await client.chat.completions.create({ model, messages: sayTo('reasoning-50, cached-3', 'Think') });

  assert.equal(answer.usage.completion_tokens_details.reasoning_tokens, 50);
  assert.ok(answer.usage.completion_tokens > 50);
  assert.equal(answer.usage.prompt_tokens_details.cached_tokens, 3);
});

test('chat: system and developer messages and unknown members are taken', async () => {
  const answer = await client.chat.completions.create({
    model,
    messages: [{ role: 'system', content: 'Be brief.' }, { role: 'developer', content: 'Be kind.' }, ...say('Hi')],
    some_future_parameter: { nested: [1, null] },
  });

  assert.equal(answer.choices[0].finish_reason, 'stop');
});

test('chat: an answer of more than a megabyte arrives whole', async () => {
  const answer = await client.chat.completions.create({ model, messages: sayTo('huge', 'Talk') });

  assert.ok(Buffer.byteLength(answer.choices[0].message.content) > 1024 * 1024);
});
