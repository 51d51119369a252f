import assert from 'node:assert/strict';
import test from 'node:test';
import { createClient, embeddingModel, gatewayOnly, model, say } from './client.mjs';

const client = createClient();

function assertTold(headers) {
  assert.ok(headers.get('x-request-id'));
  assert.ok(headers.get('x-tollgate-provider'));
  assert.ok(headers.get('x-tollgate-model')); // the one that answered, by its provider's name
  assert.match(headers.get('x-tollgate-overhead-ms'), /^\d+(\.\d+)?$/);
  assert.equal(headers.get('x-tollgate-attempts'), '1');
}

test('headers: a whole answer tells provider, model, cost, overhead and attempts', gatewayOnly, async () => {
  const { response } = await client.chat.completions.create({ model, messages: say('Hi') }).withResponse();

  assertTold(response.headers);
  assert.match(response.headers.get('x-tollgate-cost-usd'), /^0\.\d*[1-9]\d*$/);
});

test('headers: a stream tells what is known before its end', gatewayOnly, async () => {
  const { data, response } = await client.chat.completions.create({ model, messages: say('Hi'), stream: true }).withResponse();
  for await (const _ of data);

  assertTold(response.headers);
});

test('headers: embeddings tell them too', gatewayOnly, async () => {
  const { response } = await client.embeddings.create({ model: embeddingModel, input: 'Hi' }).withResponse();

  assertTold(response.headers);
});

test("headers: the caller's request id is echoed, an invalid one replaced", gatewayOnly, async () => {
  const idOf = async (id) => {
    const { response } = await client.chat.completions.create({ model, messages: say('Hi') }, { headers: { 'x-request-id': id } }).withResponse();
    return response.headers.get('x-request-id');
  };

  assert.equal(await idOf('mine-42'), 'mine-42');
  assert.notEqual(await idOf('x'.repeat(2000)), 'x'.repeat(2000));
});
