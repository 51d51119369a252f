import assert from 'node:assert/strict';
import test from 'node:test';
import OpenAI from 'openai';
import { createClient, gatewayOnly, model, say, sayTo } from './client.mjs';

const client = createClient();

const refused = (type, members) => (error) => {
  assert.ok(error instanceof type, `${error.constructor.name}: ${error.message}`);
  for (const [name, value] of Object.entries(members)) assert.equal(error[name], value, name);
  assert.equal(typeof error.error.message, 'string');
  assert.equal(typeof error.error.type, 'string');
  return true;
};
const ask = (parameters, options) => client.chat.completions.create({ model, messages: say('Hi'), ...parameters }, options);

test('errors: a bad key is an AuthenticationError', async () => {
  const stranger = createClient({ apiKey: 'sk-bad' });

  await assert.rejects(
    stranger.chat.completions.create({ model, messages: say('Hi') }),
    refused(OpenAI.AuthenticationError, { status: 401, code: 'invalid_api_key' }),
  );
});

test('errors: an unknown model is a NotFoundError', async () => {
  await assert.rejects(ask({ model: 'no-such-model' }), refused(OpenAI.NotFoundError, { status: 404, code: 'model_not_found', param: 'model' }));
});

for (const [param, parameters] of Object.entries({
  messages: { messages: [] },
  temperature: { temperature: 3 },
  n: { n: 0 },
  stream_options: { stream_options: { include_usage: true } },
})) {
  test(`errors: a wrong ${param} is a BadRequestError that names it`, async () => {
    await assert.rejects(ask(parameters), refused(OpenAI.BadRequestError, { status: 400, param, type: 'invalid_request_error' }));
  });
}

test('errors: a refusal of a streamed request comes before the stream', async () => {
  await assert.rejects(ask({ stream: true, messages: [] }), refused(OpenAI.BadRequestError, { param: 'messages' }));
});

test('errors: a route that is none is a NotFoundError', async () => {
  await assert.rejects(client.post('/no/such/route', { body: {} }), refused(OpenAI.NotFoundError, { status: 404 }));
});

test('errors: rate limits of the upstream are a RateLimitError that says when to come back', async () => {
  await assert.rejects(ask({ messages: sayTo('status-429', 'Hi') }), (error) => {
    assert.ok(error instanceof OpenAI.RateLimitError);
    assert.equal(error.headers.get('retry-after'), '1');
    return true;
  });
});

test('errors: every one has a request id', async () => {
  await assert.rejects(ask({ messages: [] }), (error) => {
    assert.ok(error.requestID);
    return true;
  });
});

test("errors: the caller's request id is echoed", gatewayOnly, async () => {
  await assert.rejects(ask({ messages: [] }, { headers: { 'x-request-id': 'mine-42' } }), refused(OpenAI.BadRequestError, { requestID: 'mine-42' }));
});

for (const fault of ['garbage', 'empty', 'truncated-json', 'html-error', 'error-inside-200', 'redirect', 'cut-after-10']) {
  test(`errors: ${fault} from the upstream is a bad gateway`, gatewayOnly, async () => {
    await assert.rejects(ask({ messages: sayTo(fault, 'Hi') }), refused(OpenAI.InternalServerError, { status: 502 }));
  });
}
