// The providers' own SDKs, pointed at the simulator.
import Groq from 'groq-sdk';
import { Ollama } from 'ollama';
import OpenAI, { AzureOpenAI } from 'openai';
import Together from 'together-ai';
import { answerSchema, image } from './requests.mjs';

const { SIMULATOR_URL: simulator } = process.env;
const usual = { apiKey: 'sim-key', maxRetries: 0, timeout: 20_000 };
const ofOpenAI = (baseURL) => (apiKey = usual.apiKey) => new OpenAI({ ...usual, apiKey, baseURL });

/** Clients whose chat completions look like OpenAI's. */
export const clients = {
  openai: { model: 'gpt-4o', create: ofOpenAI(`${simulator}/v1`) },
  groq: { model: 'gpt-4o', create: (apiKey = usual.apiKey) => new Groq({ ...usual, apiKey, baseURL: `${simulator}/groq` }) },
  together: { model: 'gpt-4o', create: (apiKey = usual.apiKey) => new Together({ ...usual, apiKey, baseURL: `${simulator}/together/v1` }) },
  github: { model: 'openai/gpt-4o', create: ofOpenAI(`${simulator}/github/inference`) },
  vllm: { model: 'gpt-4o', create: ofOpenAI(`${simulator}/vllm/v1`) },
  azure: { model: 'gpt-4o', create: ofOpenAI(`${simulator}/openai/v1`) },
  'azure-dated': {
    model: 'gpt-4o-mini',
    create: (apiKey = usual.apiKey) => new AzureOpenAI({ ...usual, apiKey, endpoint: simulator, apiVersion: '2024-10-21' }),
  },
};

const ollama = new Ollama({ host: `${simulator}/ollama` });

/** Ollama's SDK speaks Ollama's own API: the same questions in its words, and its answers in ours. */
export const askOllama = {
  text: (request) => ({ messages: request.messages }),
  tools: (request) => ({ messages: request.messages, tools: request.tools }),
  'structured output': (request) => ({ messages: request.messages, format: answerSchema }),
  images: () => ({ messages: [{ role: 'user', content: 'What is this?', images: [image] }] }),
};

export async function ollamaWhole(request, model = 'gpt-4o') {
  return ollamaEssence([await ollama.chat({ model, ...request })]);
}

export async function ollamaStreamed(request, model = 'gpt-4o') {
  const lines = [];
  for await (const line of await ollama.chat({ model, stream: true, ...request })) lines.push(line);
  return ollamaEssence(lines);
}

function ollamaEssence(lines) {
  const last = lines.at(-1);
  const calls = lines.flatMap((line) => line.message.tool_calls ?? []).map((call) => [call.function.name, call.function.arguments]);
  return {
    text: lines.map((line) => line.message.content).join(''),
    calls,
    finish: calls.length > 0 ? 'tool_calls' : last.done_reason,
    usage: [last.prompt_eval_count, last.eval_count, last.prompt_eval_count + last.eval_count],
  };
}
