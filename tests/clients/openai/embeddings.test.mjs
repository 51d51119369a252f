import assert from 'node:assert/strict';
import test from 'node:test';
import { createClient, embeddingModel as model } from './client.mjs';

const client = createClient();

test("embeddings: the SDK's base64 and plain floats give the same vector", async () => {
  const base64 = await client.embeddings.create({ model, input: 'Grüße' });
  const floats = await client.embeddings.create({ model, input: 'Grüße', encoding_format: 'float' });

  const [a, b] = [base64, floats].map((answer) => answer.data[0].embedding);
  assert.equal(a.length, 1536);
  assert.deepEqual([...new Float32Array(a)], [...new Float32Array(b)]);
  assert.deepEqual(base64.usage, floats.usage);
});

test('embeddings: a list gives a vector for each, in order', async () => {
  const both = await client.embeddings.create({ model, input: ['one', 'two'], dimensions: 8 });
  const one = await client.embeddings.create({ model, input: 'one', dimensions: 8 });

  assert.deepEqual(both.data.map((item) => item.index), [0, 1]);
  assert.deepEqual(both.data[0].embedding, one.data[0].embedding);
  assert.notDeepEqual(both.data[1].embedding, one.data[0].embedding);
});

test('embeddings: tokens are taken, and billed by their number', async () => {
  const answer = await client.embeddings.create({ model, input: [[1, 2, 3], [4, 5]], dimensions: 4 });

  assert.equal(answer.data.length, 2);
  assert.equal(answer.usage.prompt_tokens, 5);
});
