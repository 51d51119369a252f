// Runs the suite against the upstream simulator, then against the gateway in front of it:
//   node run.mjs [simulator|gateway]      both unless told; CONFIGURATION=release picks that build
//   node run.mjs --table                  also writes the table of docs/providers.md, which is otherwise only checked
// A folder with a provider.mjs is another provider's wire: direct*.test.mjs point its own SDK at the simulator, gateway*.test.mjs
// the openai SDK at the gateway in front of it.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { publish, table } from './table.mjs';

const here = import.meta.dirname;
const configuration = (process.env.CONFIGURATION ?? 'debug').toLowerCase();
const startLimitMs = 30_000;

const scratch = await mkdtemp(join(tmpdir(), 'tollgate-clients-'));
const children = [];
try {
  const writesTable = process.argv.includes('--table');
  process.exitCode = await main(process.argv.slice(2).find((argument) => argument !== '--table'), writesTable);
} finally {
  await Promise.all(children.map(stop)); // before its files go
  await rm(scratch, { recursive: true, force: true });
}

async function main(only, writesTable) {
  const targets = { simulator: runSimulator, gateway: runGateway };
  if (only !== undefined && !(only in targets)) throw new Error(`No such target: ${only}. There are ${Object.keys(targets).join(' and ')}.`);

  const simulatorUrl = await startSimulator();
  const results = [];
  for (const [name, run] of Object.entries(targets)) {
    if (only === undefined || only === name) results.push(...await run(simulatorUrl));
  }

  for (const [name, { pass, fail, skipped }] of results) console.log(`${name}: ${pass} passed, ${fail} failed, ${skipped} skipped`);
  const succeeded = results.every(([, result]) => result.succeeded);
  return succeeded && (only === 'simulator' || await hasTable(results, writesTable)) ? 0 : 1;
}

async function hasTable(results, writes) {
  const reports = results.filter(([name]) => name.startsWith('gateway')).map(([, result]) => result.tap).join('\n');
  const isCurrent = await publish(table(reports), writes);
  if (!isCurrent) console.log("docs/providers.md does not have this run's table: node run.mjs --table writes it.");
  return isCurrent;
}

async function runSimulator(url) {
  const environment = {
    TARGET: 'simulator',
    SIMULATOR_URL: url,
    TOLLGATE_BASE_URL: `${url}/v1`,
    TOLLGATE_API_KEY: 'sim-key',
    TOLLGATE_MODEL: 'sim-chat',
    TOLLGATE_EMBEDDING_MODEL: 'sim-embedding',
  };
  return runSuites(environment, 'direct');
}

async function runGateway(simulatorUrl) {
  const apiKey = `sk-test-${randomBytes(24).toString('hex')}`;
  const url = await startGateway(simulatorUrl, apiKey);
  const environment = {
    TARGET: 'gateway',
    SIMULATOR_URL: simulatorUrl,
    TOLLGATE_BASE_URL: `${url}/v1`,
    TOLLGATE_API_KEY: apiKey,
    TOLLGATE_MODEL: 'sim-chat',
    TOLLGATE_EMBEDDING_MODEL: 'sim-embedding',
  };
  return runSuites(environment, 'gateway');
}

/** The openai suite, then each wire's own files of this kind. */
async function runSuites(environment, kind) {
  const results = [[environment.TARGET, await runSuite(environment, 'openai', '')]];
  for (const wire of await wires()) results.push([`${environment.TARGET}, ${wire}`, await runSuite(environment, wire, kind)]);
  return results;
}

async function wires() {
  const entries = await readdir(here, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && existsSync(join(here, entry.name, 'provider.mjs'))).map((entry) => entry.name);
}

async function startSimulator() {
  const child = start('UpstreamSimulator', ['--port', '0'], {}, ['ignore', 'pipe', 'inherit']);
  const [url] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(() => { throw new Error('The simulator did not start.'); }),
  ]);
  return url.replace(/\/$/, '');
}

async function startGateway(simulatorUrl, apiKey) {
  const config = join(scratch, 'gateway.json');
  const modules = await Promise.all((await wires()).map((wire) => import(`./${wire}/provider.mjs`)));
  const ofWires = modules.map((module) => module.provider(simulatorUrl));
  const environmentOfWires = modules.map((module) => module.environment ?? {});
  await writeFile(config, JSON.stringify({
    // The suites have providers fail on purpose, one request after the other: each failure is to show as it is.
    circuitBreaker: { enabled: false },
    routing: { enabled: false },
    providers: {
      simulator: {
        type: 'custom',
        baseUrl: `${simulatorUrl}/v1`,
        apiKey: '${SIMULATOR_API_KEY}',
        // Public names differ from the upstream's, so that a name that is not translated shows.
        models: [
          {
            id: 'sim-chat',
            modelId: 'gpt-4o',
            price: { input: 1, output: 2 },
            capabilities: ['chat', 'completions', 'streaming', 'tools', 'vision', 'json_schema', 'reasoning'],
          },
          { id: 'sim-embedding', modelId: 'text-embedding-3-small', price: { input: 0.02, output: 0 }, capabilities: ['embeddings'] },
        ],
      },
      ...Object.assign({}, ...ofWires),
    },
  }, null, 2));

  const port = await freePort();
  const environment = { PORT: String(port), TOLLGATE_API_KEY: apiKey, SIMULATOR_API_KEY: 'sim-key', ...Object.assign({}, ...environmentOfWires) };
  const child = start('SelfHost', ['--config', config, '--state', join(scratch, 'state')], environment, 'inherit');
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child);
  return url;
}

/** Starts a built project; its process ends with ours. */
function start(project, args, environment, stdio) {
  const assembly = resolve(here, '../../artifacts/bin', project, configuration, `Tollgate.${project}.dll`);
  if (!existsSync(assembly)) throw new Error(`${assembly} is not there: run \`dotnet build\` first.`);
  const child = spawn('dotnet', [assembly, ...args], { env: { ...process.env, ...environment }, cwd: scratch, stdio });
  children.push(child);
  return child;
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

async function ready(url, child) {
  const deadline = Date.now() + startLimitMs;
  while (Date.now() < deadline && child.exitCode === null) {
    const response = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (response?.ok) return;
    await delay(50);
  }
  throw new Error(`${url} did not become ready within ${startLimitMs / 1000} s.`);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

async function runSuite(environment, folder, prefix) {
  console.log(`\n== ${folder} · ${environment.TARGET} at ${environment.TOLLGATE_BASE_URL}`);
  const report = join(scratch, `${environment.TARGET}-${folder}.tap`);
  const files = (await readdir(join(here, folder)))
    .filter((name) => name.startsWith(prefix) && name.endsWith('.test.mjs'))
    .map((name) => join(folder, name));
  const child = spawn(
    process.execPath,
    [
      '--test',
      '--test-reporter=spec', '--test-reporter-destination=stdout',
      '--test-reporter=tap', `--test-reporter-destination=${report}`,
      ...files,
    ],
    { env: { ...process.env, ...environment }, cwd: here, stdio: 'inherit' },
  );
  const [code] = await once(child, 'exit');
  const tap = await readFile(report, 'utf8');
  const count = (name) => Number(tap.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1]);
  return { tap, succeeded: code === 0, pass: count('pass'), fail: count('fail'), skipped: count('skipped') };
}
