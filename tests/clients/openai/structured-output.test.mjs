import assert from 'node:assert/strict';
import test from 'node:test';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { createClient, model, say } from './client.mjs';

const client = createClient();
const Event = z.object({ name: z.string(), participants: z.array(z.string()), size: z.enum(['small', 'large']), day: z.number().int() });
const response_format = zodResponseFormat(Event, 'event');

test('structured output: a whole answer parses by its schema', async () => {
  const answer = await client.chat.completions.parse({ model, messages: say('Plan it'), response_format });

  assert.equal(answer.choices[0].message.parsed.size, 'small');
  assert.equal(answer.choices[0].message.parsed.participants.length, 1);
});

test('structured output: a stream parses by its schema', async () => {
  const stream = client.chat.completions.stream({ model, messages: say('Plan it'), response_format });

  const answer = await stream.finalChatCompletion();

  assert.deepEqual(Object.keys(answer.choices[0].message.parsed), ['name', 'participants', 'size', 'day']);
});

test('structured output: json_object answers with JSON', async () => {
  const answer = await client.chat.completions.create({
    model, messages: say('Answer in JSON'), response_format: { type: 'json_object' },
  });

  assert.equal(typeof JSON.parse(answer.choices[0].message.content), 'object');
});
