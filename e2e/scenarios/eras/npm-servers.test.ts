/**
 * Real legacy servers from npm behind a modern client: the official SDK checks all that it is given
 * against its own schemas of the modern era, and sees what a legacy client sees without Loom.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { connectSdk, type SdkOptions } from '../../harness/sdk-clients.ts';
import { npmServer } from '../protocol/npm-servers.ts';

interface Program {
  name: 'everything' | 'filesystem' | 'memory';
  args: readonly string[];
  env: Record<string, string>;
  calls: readonly (readonly [tool: string, input: Record<string, unknown>])[];
}

/** What it writes is in a folder of its own, which is empty at its start. */
function programs(folder: string): readonly Program[] {
  const file = join(folder, 'a.txt');
  const ada = { name: 'Ada', entityType: 'person', observations: ['é'] };
  return [
    {
      name: 'everything',
      args: [],
      env: {},
      calls: [
        ['echo', { message: 'hi' }],
        ['get-sum', { a: 1, b: 2.5 }],
        ['get-tiny-image', {}],
        ['get-annotated-message', { messageType: 'error', includeImage: true }],
        ['get-structured-content', { location: 'New York' }],
        ['get-resource-links', { count: 3 }],
        ['trigger-elicitation-request', {}],
        ['trigger-sampling-request', { prompt: 'Say', maxTokens: 10 }],
        ['trigger-long-running-operation', { duration: 0.1, steps: 2 }],
        // Only as a task of 2025-11-25, which neither client makes of it.
        ['simulate-research-query', { topic: 'a' }],
        ['get-sum', { a: 'no number' }],
      ],
    },
    {
      name: 'filesystem',
      args: [folder],
      env: {},
      calls: [
        ['write_file', { path: file, content: 'written é' }],
        ['read_text_file', { path: file }],
        ['list_directory', { path: folder }],
        ['directory_tree', { path: folder }],
        ['read_text_file', { path: '/etc/hostname' }],
      ],
    },
    {
      name: 'memory',
      args: [],
      env: { MEMORY_FILE_PATH: join(folder, 'memory.json') },
      calls: [
        ['create_entities', { entities: [ada] }],
        ['open_nodes', { names: ['Ada'] }],
        ['read_graph', {}],
      ],
    },
  ];
}

test.each(['proxy', 'http'] as const)(
  'a modern client through %s sees of servers from npm what a legacy client sees of them',
  async (via) => {
    for (const { name } of programs('')) {
      const folder = newFolder();
      const direct = await onlyServer(name, folder, (program, entry) => {
        const { command, args, env } = entry as { command: string; args: string[]; env: object };
        const target = { command, args, env: { PATH: process.env.PATH ?? '', ...env } };
        return record(program, { era: 'legacy', target });
      });
      const through = await onlyServer(name, folder, async (program, entry) => {
        await using hub = await startHub({ config: { naming: 'bare' }, servers: { srv: entry } });
        return await record(program, { era: 'modern', hub, via });
      });
      expect(through).toEqual(direct);
    }
  },
);

/** In the same folder, emptied, so that every path is the same too. */
async function onlyServer<T>(
  name: Program['name'],
  folder: string,
  run: (program: Program, entry: Record<string, unknown>) => Promise<T>,
): Promise<T> {
  const program = programs(folder).find((one) => one.name === name);
  if (!program) throw new Error(`no program for ${name}`);
  for (const file of ['a.txt', 'memory.json']) rmSync(join(folder, file), { force: true });
  return await run(program, npmServer(name, program.args, { env: program.env }));
}

function newFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'loom-npm-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** All that a program sees of a server: its lists, its resources and prompts, and these calls. */
async function record({ calls }: Program, to: SdkOptions): Promise<Record<string, unknown>> {
  await using connected = await connectSdk({
    sdk: 'v2',
    ...to,
    capabilities: { elicitation: { form: {} }, sampling: {} },
    prepareV2(client) {
      client.setRequestHandler('elicitation/create', () => elicited);
      client.setRequestHandler('sampling/createMessage', () => sampled);
    },
  });
  const { client } = connected;
  const seen: Record<string, unknown> = {};
  const { tools } = await client.listTools();
  // How a tool is run as a task of 2025-11-25: the modern era has no such thing.
  seen.tools = tools.map(({ execution: _execution, ...tool }) => tool);
  // The client warns of what it was not told of; Loom tells of all until it knows.
  const offered = client.getServerCapabilities();
  const resources = offered?.resources ? (await client.listResources()).resources : [];
  const templates = offered?.resources && (await client.listResourceTemplates()).resourceTemplates;
  const prompts = offered?.prompts ? (await client.listPrompts()).prompts : [];
  Object.assign(seen, { resources, prompts, templates: templates ?? [] });
  for (const [name, input] of calls) {
    seen[`${name} ${JSON.stringify(input)}`] = await client.callTool({ name, arguments: input });
  }
  for (const { uri } of resources) seen[uri] = (await client.readResource({ uri })).contents;
  for (const { name, arguments: wanted } of prompts) {
    // The one that takes a resource shows the time.
    if (name === 'resource-prompt') continue;
    const input = Object.fromEntries((wanted ?? []).map((one) => [one.name, 'Engineering']));
    seen[name] = await client.getPrompt({ name, arguments: input });
  }
  if (prompts.some(({ name }) => name === completable)) {
    seen.completion = await client.complete({
      ref: { type: 'ref/prompt', name: completable },
      argument: { name: 'department', value: 'E' },
    });
  }
  return seen;
}

const completable = 'completable-prompt';
const elicited = { action: 'accept' as const, content: { name: 'Ada' } };
const sampled = {
  model: 'm',
  role: 'assistant' as const,
  content: { type: 'text' as const, text: 'said' },
};
