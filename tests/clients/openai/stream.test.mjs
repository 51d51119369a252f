import assert from 'node:assert/strict';
import test from 'node:test';
import { createClient, model, say, sayTo } from './client.mjs';

const client = createClient();

async function collect(parameters) {
  const chunks = [];
  for await (const chunk of await client.chat.completions.create({ model, stream: true, ...parameters })) chunks.push(chunk);
  return {
    chunks,
    text: chunks.map((chunk) => chunk.choices[0]?.delta?.content ?? '').join(''),
    finish: chunks.map((chunk) => chunk.choices[0]?.finish_reason).filter(Boolean),
    usages: chunks.map((chunk) => chunk.usage).filter(Boolean),
  };
}

test('stream: the chunks make up the text of the whole answer', async () => {
  const messages = say('Grüße, 世界 🌍');
  const whole = await client.chat.completions.create({ model, messages });

  const { text, finish, chunks } = await collect({ messages });

  assert.equal(text, whole.choices[0].message.content);
  assert.deepEqual(finish, ['stop']);
  assert.ok(chunks.length > 3);
});

test('stream: usage is sent when asked, in a last chunk without choices', async () => {
  const { chunks, usages } = await collect({ messages: say('Hi'), stream_options: { include_usage: true } });

  assert.equal(usages.length, 1);
  assert.deepEqual(chunks.at(-1).choices, []);
  assert.equal(chunks[0].usage, null);
  assert.equal(usages[0].total_tokens, usages[0].prompt_tokens + usages[0].completion_tokens);
});

test('stream: usage is not sent unasked, nor a chunk without choices', async () => {
  const { chunks, usages } = await collect({ messages: say('Hi') });

  assert.deepEqual(usages, []);
  assert.ok(chunks.every((chunk) => chunk.choices.length > 0));
  assert.ok(chunks.every((chunk) => !('usage' in chunk)));
});

test('stream: a limit ends it with "length"', async () => {
  const { finish, usages } = await collect({
    messages: say('a longer question'), max_completion_tokens: 3, stream_options: { include_usage: true },
  });

  assert.deepEqual(finish, ['length']);
  assert.equal(usages[0].completion_tokens, 3);
});

test('stream: n choices arrive interleaved and complete', async () => {
  const stream = client.chat.completions.stream({ model, messages: say('Hi'), n: 2 });

  const { choices } = await stream.finalChatCompletion();

  assert.equal(choices.length, 2);
  assert.match(choices[0].message.content, /1: „Hi“/);
  assert.match(choices[1].message.content, /2: „Hi“/);
});

for (const oddity of ['split-1', 'crlf', 'comments', 'no-space', 'multi-line', 'tokens-2000']) {
  test(`stream: ${oddity} on the wire does not show in the text`, async () => {
    const { text, finish } = await collect({ messages: sayTo(oddity, '世界 🌍') });

    assert.match(text, /世界 🌍/);
    assert.deepEqual(finish, ['stop']);
  });
}

test('stream: an error within it reaches the client as an error', async () => {
  await assert.rejects(collect({ messages: sayTo('error-after-3', 'Hi') }), /error/i);
});

test('stream: a connection lost upstream is not taken for a clean end', async () => {
  await assert.rejects(collect({ messages: sayTo('cut-after-3', 'Hi') }));
});
