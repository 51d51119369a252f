import assert from 'node:assert/strict';
import test from 'node:test';
import OpenAI from 'openai';
import { createClient, embeddingModel, gatewayOnly, model } from './client.mjs';

const client = createClient();

test('models: the list has what can be asked for', async () => {
  const ids = [];
  for await (const entry of client.models.list()) ids.push(entry.id);

  assert.ok(ids.includes(model));
  assert.ok(ids.includes(embeddingModel));
});

test('models: one can be looked up', async () => {
  const entry = await client.models.retrieve(model);

  assert.equal(entry.id, model);
  assert.equal(entry.object, 'model');
});

test('models: an unknown one is not found', async () => {
  await assert.rejects(client.models.retrieve('no-such-model'), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.equal(error.code, 'model_not_found');
    return true;
  });
});

test('models: an entry tells capabilities and prices', gatewayOnly, async () => {
  const entry = await client.models.retrieve(model);

  assert.ok('capabilities' in entry);
  assert.ok('pricing' in entry);
});
