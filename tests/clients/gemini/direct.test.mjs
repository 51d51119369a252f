// Google's own SDK against the simulator: it proves that the simulator speaks as Gemini does.
import assert from 'node:assert/strict';
import test from 'node:test';
import { FunctionCallingConfigMode, GoogleGenAI } from '@google/genai';

const { SIMULATOR_URL } = process.env;
const client = (apiKey = 'sim-key') => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: SIMULATOR_URL } });
const ai = client();
const model = 'gemini-2.5-flash';
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const parametersJsonSchema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
const config = { tools: [{ functionDeclarations: [{ name: 'get_weather', description: 'Weather', parametersJsonSchema }] }] };

const gather = async (request) => {
  const chunks = [];
  for await (const chunk of await ai.models.generateContentStream(request)) chunks.push(chunk);
  return chunks;
};

test('gemini SDK · text · whole', async () => {
  const answer = await ai.models.generateContent({ model, contents: 'Hello 水', config: { systemInstruction: 'Be brief', maxOutputTokens: 500 } });

  assert.match(answer.text, /„Hello 水“/);
  assert.equal(answer.candidates[0].finishReason, 'STOP');
  const { promptTokenCount, candidatesTokenCount, thoughtsTokenCount, totalTokenCount } = answer.usageMetadata;
  assert.equal(promptTokenCount + candidatesTokenCount + thoughtsTokenCount, totalTokenCount);
});

test('gemini SDK · text · streamed', async () => {
  const whole = await ai.models.generateContent({ model, contents: 'Hello 水' });

  const chunks = await gather({ model, contents: 'Hello 水' });

  assert.ok(chunks.length > 3);
  assert.equal(chunks.map((chunk) => chunk.text ?? '').join(''), whole.text);
  assert.deepEqual(chunks.at(-1).usageMetadata, whole.usageMetadata);
});

test('gemini SDK · tools · whole', async () => {
  const contents = [{ role: 'user', parts: [{ text: 'Weather?' }] }];
  const first = await ai.models.generateContent({ model: 'gemini-3-flash-preview', contents, config });
  const call = first.functionCalls[0];
  assert.equal(call.name, 'get_weather');
  assert.deepEqual(Object.keys(call.args), ['city']);

  const second = await ai.models.generateContent({
    model: 'gemini-3-flash-preview',
    config,
    contents: [
      ...contents,
      first.candidates[0].content,
      { role: 'user', parts: [{ functionResponse: { id: call.id, name: call.name, response: { output: 'sunny ☀' } } }] },
    ],
  });

  assert.match(second.text, /sunny ☀/);
});

test('gemini SDK · tools · streamed', async () => {
  const chunks = await gather({
    model, contents: 'Weather?', config: { ...config, toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.ANY, allowedFunctionNames: ['get_weather'] } } },
  });

  assert.deepEqual(chunks.flatMap((chunk) => chunk.functionCalls ?? []).map((call) => call.name), ['get_weather']);
});

test('gemini SDK · structured output · whole', async () => {
  const answer = await ai.models.generateContent({
    model, contents: 'Plan', config: { responseMimeType: 'application/json', responseJsonSchema: parametersJsonSchema },
  });

  assert.deepEqual(Object.keys(JSON.parse(answer.text)), ['city']);
});

test('gemini SDK · images · whole', async () => {
  const answer = await ai.models.generateContent({ model, contents: [{ inlineData: { mimeType: 'image/png', data: pixel } }, 'What is this?'] });

  assert.match(answer.text, /\(1 images\)/);
});

test('gemini SDK · reasoning · whole', async () => {
  const answer = await ai.models.generateContent({ model, contents: 'Hm', config: { thinkingConfig: { thinkingBudget: 1024, includeThoughts: true } } });

  assert.equal(answer.candidates[0].content.parts[0].thought, true);
  assert.equal(answer.usageMetadata.thoughtsTokenCount, 128);
});

test('gemini SDK · embeddings · whole', async () => {
  const answer = await ai.models.embedContent({ model: 'gemini-embedding-001', contents: ['a', 'b'], config: { outputDimensionality: 8 } });

  assert.deepEqual(answer.embeddings.map((embedding) => embedding.values.length), [8, 8]);
});

test('gemini SDK · errors · whole', async () => {
  await assert.rejects(client('sk-bad').models.generateContent({ model, contents: 'Hi' }), (error) => error.status === 400 && /API_KEY_INVALID/.test(error.message));
  await assert.rejects(ai.models.generateContent({ model: 'gemini-none-of-these+no-such-fault', contents: 'Hi' }), (error) => error.status === 404);
  await assert.rejects(ai.models.generateContent({ model: `${model}+status-429`, contents: 'Hi' }), (error) => error.status === 429);
  await assert.rejects(ai.models.generateContent({ model, contents: 'Hi', config: { temperature: 9 } }), (error) => error.status === 400);
});
