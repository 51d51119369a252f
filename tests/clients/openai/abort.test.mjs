import assert from 'node:assert/strict';
import test from 'node:test';
import { createClient, model, say, sayTo } from './client.mjs';

const client = createClient();

test('abort: a stream can be given up midway, and the next request works', async () => {
  const controller = new AbortController();
  const stream = await client.chat.completions.create(
    { model, messages: sayTo('stall-after-3', 'Tell me more'), stream: true },
    { signal: controller.signal },
  );

  let received = 0;
  for await (const _ of stream) if (++received === 3) controller.abort();

  assert.equal(received, 3);
  const next = await client.chat.completions.create({ model, messages: say('Still there?') });
  assert.match(next.choices[0].message.content, /Still there\?/);
});

test('abort: a whole answer can be given up while it is waited for', async () => {
  const signal = AbortSignal.timeout(200);

  await assert.rejects(
    client.chat.completions.create({ model, messages: sayTo('hang', 'Hi') }, { signal }),
    { name: 'Error', message: /aborted/ },
  );
});
