// What is asked of everybody, and what an answer comes down to whoever gave it.
export const say = (content) => [{ role: 'user', content }];

const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
const tool = (name) => ({ type: 'function', function: { name, description: name, parameters: schema } });
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const image = pixel;

export const requests = {
  text: { messages: say('Grüße, 世界 🌍') },
  tools: { messages: say('Weather and time?'), tools: [tool('get_weather'), tool('get_time')] },
  'structured output': {
    messages: say('Which city?'),
    response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
  },
  images: {
    messages: say([{ type: 'text', text: 'What is this?' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } }]),
  },
};

export const answerSchema = schema;

/** Content, calls, finish reason and usage of a whole answer on OpenAI's wire. */
export function essence(answer) {
  const { message, finish_reason: finish } = answer.choices[0];
  return {
    text: message.content ?? '',
    calls: (message.tool_calls ?? []).map((call) => [call.function.name, JSON.parse(call.function.arguments)]),
    finish,
    usage: [answer.usage.prompt_tokens, answer.usage.completion_tokens, answer.usage.total_tokens],
  };
}

/** The same of a stream. Usage is told in the last chunk that has one: where each provider's SDK shows it. */
export async function gather(stream) {
  const told = { text: '', calls: [], finish: undefined, usage: undefined };
  for await (const chunk of stream) {
    const choice = chunk.choices[0];
    told.text += choice?.delta?.content ?? '';
    told.finish = choice?.finish_reason ?? told.finish;
    for (const { index, function: made } of choice?.delta?.tool_calls ?? []) {
      told.calls[index] ??= ['', ''];
      told.calls[index][0] += made.name ?? '';
      told.calls[index][1] += made.arguments ?? '';
    }

    const usage = chunk.usage ?? chunk.x_groq?.usage;
    if (usage) told.usage = [usage.prompt_tokens, usage.completion_tokens, usage.total_tokens];
  }

  return { ...told, calls: told.calls.map(([name, given]) => [name, JSON.parse(given)]) };
}
