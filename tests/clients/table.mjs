// The table in docs/providers.md: what the openai SDK got from the gateway in front of each provider's wire. Made of the titles of the
// tests that passed: `<provider> · <capability> · whole|streamed`.
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const page = resolve(import.meta.dirname, '../../docs/providers.md');
const [begin, end] = ['<!-- made by tests/clients/run.mjs -->', '<!-- end -->'];

const providers = {
  openai: 'OpenAI', azure: 'Azure', anthropic: 'Anthropic', gemini: 'Gemini', cohere: 'Cohere', bedrock: 'Bedrock',
  groq: 'Groq', github: 'GitHub', together: 'Together', vllm: 'vLLM', ollama: 'Ollama',
};

/** Rows, and the names that the suites give them. */
const capabilities = {
  'text and usage': ['text'],
  tools: ['tools'],
  'forced tool': ['forced tool', 'tool choice'],
  'structured output': ['structured output'],
  images: ['images'],
  files: ['files'],
  'audio input': ['audio input'],
  reasoning: ['reasoning'],
  'cached tokens': ['cached tokens', 'prompt caching'],
  'log probabilities': ['log probabilities', 'logprobs'],
  'sources of an answer': ['citations', 'sources'],
  'token limit': ['token limit', 'limits', 'max_tokens and stop', 'stop and length'],
  'provider’s errors': ['errors'],
  embeddings: ['embeddings'],
};

/** @param tap Reports of the gateway's runs. */
export function table(tap) {
  const shown = new Map();
  for (const [, provider, capability, mode] of tap.matchAll(/^\s*ok \d+ - (\S+) · ([^·\n]+?)(?: \([^)]*\))? · (whole|streamed)$/gm)) {
    const key = `${provider} ${capability}`;
    shown.set(key, (shown.get(key) ?? new Set()).add(mode));
  }

  const cell = (provider, names) => {
    const modes = new Set(names.flatMap((name) => [...shown.get(`${provider} ${name}`) ?? []]));
    return modes.has('streamed') && modes.has('whole') ? '●' : modes.size > 0 ? '○' : '';
  };
  const row = (cells) => `| ${cells.join(' | ')} |`;
  return [
    row(['', ...Object.values(providers)]),
    row(['---', ...Object.keys(providers).map(() => '---')]),
    ...Object.entries(capabilities).map(([name, names]) => row([name, ...Object.keys(providers).map((provider) => cell(provider, names))])),
  ].join('\n');
}

/** Puts the table into the page, or says whether the page has it. */
export async function publish(made, write) {
  const text = await readFile(page, 'utf8');
  const [head, rest] = text.split(begin);
  const tail = rest?.split(end)[1];
  if (tail === undefined) throw new Error(`docs/providers.md has no ${begin} … ${end}.`);

  const current = `${head}${begin}\n\n${made}\n\n${end}${tail}`;
  if (write) await writeFile(page, current);
  return current === text || write;
}
