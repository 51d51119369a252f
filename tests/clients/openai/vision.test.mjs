import assert from 'node:assert/strict';
import test from 'node:test';
import { createClient, model } from './client.mjs';

const client = createClient();
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const look = (...urls) => client.chat.completions.create({
  model,
  messages: [{
    role: 'user',
    content: [{ type: 'text', text: 'What is this?' }, ...urls.map((url) => ({ type: 'image_url', image_url: { url, detail: 'low' } }))],
  }],
});

test('vision: text and image parts are taken, as data and by URL, and billed', async () => {
  const one = await look(`data:image/png;base64,${pixel}`);
  const two = await look(`data:image/png;base64,${pixel}`, 'https://example.com/pixel.png');

  assert.match(one.choices[0].message.content, /What is this\? \(1 images\)/);
  assert.match(two.choices[0].message.content, /\(2 images\)/);
  assert.ok(two.usage.prompt_tokens > one.usage.prompt_tokens);
});

test('vision: an image of a megabyte gets through', async () => {
  const answer = await look(`data:image/png;base64,${'A'.repeat(1024 * 1024)}`);

  assert.match(answer.choices[0].message.content, /\(1 images\)/);
});
