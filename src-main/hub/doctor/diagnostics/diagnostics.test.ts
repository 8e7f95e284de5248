import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Registry } from '../../../../src-shared/domain/registry.ts';
import { emptyState, idleServer } from '../../../../src-shared/domain/testing/sample-state.ts';
import { tokenText } from '../../../../src-shared/domain/token.ts';
import { specOf } from '../../catalog/testing/surfaces.ts';
import { plainValues } from './plain-values.ts';
import { shownEntry } from './shown-entry.ts';
import { stripSecrets } from './strip-secrets.ts';
import { type DiagnosticsParts, writeDiagnostics } from './write-diagnostics.ts';

const vault = 'vault-CANARY-9f8e7d6c';
const inEnv = 'envCanary77Q4x';
const inArgs = 'argsCanary-31337';
const afterFlag = 'hunter2canary';
const inUrl = 'urlCanary0123456789';
const inPath = 'pathCanaryAbCdEfGh0123456789';
const inHeader = 'headerCanary42';
const inLog = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789';
const token = tokenText(new Uint8Array(32).fill(7));
const canaries = [vault, inEnv, inArgs, afterFlag, inUrl, inPath, inHeader, inLog, token];

const registry = Registry.parse({
  servers: {
    one: {
      transport: 'stdio',
      command: '/home/ada/bin/npx',
      args: ['-y', '@scope/it@1.0.0', '--api-key', afterFlag, `--url=https://u:${inArgs}@x`, '-q'],
      env: { KEY: inEnv, MODE: 'production', TOKEN: '${secret:T}' },
      cwd: '/home/ada/projects/secret-client',
    },
    two: {
      transport: 'http',
      url: `https://mcp.example.com/hook/${inPath}?key=${inUrl}`,
      headers: { 'X-Key': `Bearer ${inHeader}` },
    },
  },
});

function partsWith(said: string): DiagnosticsParts {
  const failed = {
    phase: 'failed' as const,
    since: 1,
    error: `exited with code 1: ${said}`,
    remedy: `Look at ${said}.`,
  };
  const problem = { at: 1, code: 'x', message: said, remedy: said, file: '/home/ada/x.yaml' };
  return {
    state: {
      ...emptyState,
      servers: [
        { ...idleServer('one'), health: failed, target: said, warning: { at: 1, text: said } },
        idleServer('two'),
      ],
      problems: [problem],
      sessions: [
        {
          id: 's',
          client: 'Cursor',
          carrier: 'socket',
          profile: 'default',
          project: '/home/ada/projects/secret-client',
          connectedAt: 1,
          callsInFlight: 0,
        },
      ],
    },
    checks: [{ id: 'a', title: 'A', verdict: 'fail', found: said, remedy: said }],
    home: '/home/ada',
    registry: () => registry,
    settings: { list: async () => ({ file: '', settings: [] }) },
    hubLines: () => [{ at: 1, text: said }],
    serverLines: () => [said],
    vaultSecrets: async () => [vault],
    givenSecrets: () => [],
  };
}

describe('diagnostics', () => {
  test('hold none of the canaries, wherever they come up and however they are written', async () => {
    for (const canary of canaries) {
      const base64 = Buffer.from(canary).toString('base64');
      const known = canary !== inLog && canary !== token;
      const said = `it said ${canary}, ${known ? base64 : ''} in /home/ada/x and ${encodeURIComponent(canary)}`;
      const text = await writeDiagnostics(partsWith(said));
      for (const form of [canary, ...canaries, known ? base64.slice(2, -4) : canary]) {
        expect(text, canary).not.toContain(form);
      }
      expect(text).not.toMatch(/home\/ada|secret-client/);
      expect(text).toContain('~/x');
      expect(JSON.parse(text)).toMatchObject({ loom: { version: '0.1.0' } });
    }
  });

  test('still say what a bug report needs', async () => {
    const text = await writeDiagnostics(partsWith('spawn ENOENT at ~/x, see the log of uvx'));
    const content = JSON.parse(text);
    expect(content.servers[0]).toMatchObject({
      id: 'one',
      health: {
        phase: 'failed',
        error: 'exited with code 1: spawn ENOENT at ~/x, see the log of uvx',
      },
      definition: {
        command: 'npx',
        args: ['-y', '@scope/it@1.0.0', '--api-key', '…', '--url=…', '…'],
        env: { KEY: '…', MODE: '…', TOKEN: '${secret:T}' },
      },
      stderr: ['spawn ENOENT at ~/x, see the log of uvx'],
    });
    expect(content.servers[1]).toMatchObject({
      definition: { host: 'https://mcp.example.com/…', headers: ['X-Key'] },
      stderr: [],
    });
    expect(content.sessions[0]).toMatchObject({ client: 'Cursor', hasProject: true });
    expect(content.files.registry).toBe('~/.config/loom/registry.yaml');
  });

  test('come though the vault waits for a person, or fails', async () => {
    const never = () => new Promise<never>(() => {});
    const said = partsWith('x');
    expect(await writeDiagnostics({ ...said, vaultSecrets: never })).toContain('"loom"');
    const broken = async () => Promise.reject(new Error('locked'));
    expect(await writeDiagnostics({ ...said, vaultSecrets: broken })).toContain('"loom"');
  });
});

test('an entry shows no value but what the runner runs', () => {
  const args = (command: string, list: string[]) =>
    (shownEntry(specOf({ command, args: list })) as { args: string[] }).args;
  expect(args('uvx', ['--from', 'git+https://t@x', 'tool'])).toEqual(['--from', '…', '…']);
  expect(args('docker', ['run', '-i', '--rm', '-e', 'K=v', 'img'])).toEqual([
    ...['run', '-i', '--rm', '…', '…', '…'],
  ]);
  expect(args('npx', ['--token', 'hunter2', 'pkg'])).toEqual(['--token', '…', '…']);
  expect(args('my-tool', ['hunter2', '-pSECRET', '${project}/x'])).toEqual([
    '…',
    '…',
    '${project}…',
  ]);
});

test('plain values are those that could be somebody’s', () => {
  const found = plainValues(registry);
  for (const value of [inEnv, inArgs, afterFlag, inUrl, inPath, inHeader]) {
    expect(found.some((one) => one.includes(value))).toBe(true);
  }
  expect(found).not.toContain('production');
  expect(found).not.toContain('@scope/it@1.0.0');
});

test('whatever a secret looks like, no text keeps it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 8, maxLength: 40 }).filter((text) => text.trim().length >= 8),
      fc.array(fc.string({ maxLength: 20 }), { maxLength: 3 }),
      async (secret, around) => {
        const content = { a: [around.join(secret), { b: `x${secret}y`, n: 1 }], c: null };
        const stripped = await stripSecrets(content, { secrets: [secret], homes: ['/home/ada'] });
        for (const text of [stripped.a[0], (stripped.a[1] as { b: string }).b]) {
          expect(text).not.toContain(secret);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a home folder is shortened as a whole only', async () => {
  const texts = [
    '/home/ada',
    '/home/ada/x',
    '/home/adam/x',
    'file:///home/ada/',
    '/home/ada.old',
    'in /home/ada.',
  ];
  expect(await stripSecrets(texts, { secrets: [], homes: ['/home/ada'] })).toEqual([
    ...['~', '~/x', '/home/adam/x', 'file://~/', '/home/ada.old', 'in ~.'],
  ]);
  const windows = ['C:\\Users\\ada\\x', 'c:/Users/ada'];
  expect(await stripSecrets(windows, { secrets: [], homes: ['C:\\Users\\ada'] })).toEqual([
    '~\\x',
    '~',
  ]);
});
