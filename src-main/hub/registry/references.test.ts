import { describe, expect, test } from 'vitest';
import { ServerSpec } from '../../../src-shared/domain/server.ts';
import { createMemoryVault } from '../vault/memory.ts';
import { definitionKey, instanceKeyChanged } from './definition-key.ts';
import { resolveSignIn, resolveSpec, secretNames, usesProject } from './references.ts';

const context = {
  serverId: 'github',
  env: { USER: 'ada', EMPTY: '' },
  home: '/home/ada',
  project: '/home/ada/app',
  secrets: createMemoryVault({ TOKEN: 'sk-canary $${x}' }),
};
const stdio = (more: object = {}) =>
  ServerSpec.parse({ transport: 'stdio', command: 'x', ...more });
const http = (more: object = {}) =>
  ServerSpec.parse({ transport: 'http', url: 'https://x', ...more });

describe('resolving', () => {
  test("keeps a client's secret bound to one authorization server, which may be a reference", async () => {
    const auth = { client_id: 'c', client_secret: '${secret:TOKEN}' };
    const bound = { ...auth, issuer: 'https://${env:USER}.example.com' };
    expect(() => http({ auth })).toThrow('client_secret is for');
    expect(await resolveSignIn(bound, context)).toMatchObject({
      client_secret: 'sk-canary $${x}',
      issuer: 'https://ada.example.com',
    });
    expect(secretNames(http({ auth: { ...bound, issuer: '${secret:WHO}' } }))).toContain('WHO');
  });

  test('fills in every field of a stdio server, once', async () => {
    const spec = stdio({
      command: '${home}/bin/x',
      args: ['--root=${project}', '$${home}', '$$', '${env:EMPTY}', '$HOME'],
      env: { TOKEN: '${secret:TOKEN}', BOTH: '${env:USER}@${env:USER}' },
      cwd: '${project}/sub',
    });
    expect(await resolveSpec(spec, context)).toEqual({
      ...spec,
      command: '/home/ada/bin/x',
      args: ['--root=/home/ada/app', '${home}', '$$', '', '$HOME'],
      env: { TOKEN: 'sk-canary $${x}', BOTH: 'ada@ada' },
      cwd: '/home/ada/app/sub',
    });
  });

  test('fills in URL and headers of a remote server', async () => {
    const spec = http({
      url: '${env:USER}://x',
      headers: { Authorization: 'Bearer ${secret:TOKEN}' },
    });
    expect(await resolveSpec(spec, context)).toMatchObject({
      url: 'ada://x',
      headers: { Authorization: 'Bearer sk-canary $${x}' },
    });
  });

  test.each([
    [
      { args: ['a', '${env:NOPE}'] },
      'servers.github.args[1]: ${env:NOPE} is not set',
      /^Set NOPE /,
    ],
    [{ cwd: '${project}' }, 'servers.github.cwd: ${project} has no value here', /project folder/],
  ])('fails for %j, naming reference, field and remedy', async (more, message, remedy) => {
    const failing = resolveSpec(stdio(more), { ...context, project: undefined });
    await expect(failing).rejects.toMatchObject({
      code: 'unknown-reference',
      server: 'github',
      message: expect.stringContaining(message),
      remedy: expect.stringMatching(remedy),
    });
  });

  test('a missing secret names itself, the field, the server and the command that sets it', async () => {
    const failing = resolveSpec(stdio({ env: { A: '${secret:MY-KEY}' } }), context);
    await expect(failing).rejects.toMatchObject({
      code: 'missing-secret',
      server: 'github',
      message: 'servers.github.env.A: there is no secret MY-KEY',
      remedy: expect.stringContaining('`loom secret set MY-KEY`'),
    });
  });

  test('lets a secret into arguments where somebody has said so, and nowhere else', async () => {
    const allowed = { allow_secret_in_args: true };
    const spec = stdio({ args: ['--key=${secret:TOKEN}'], ...allowed });
    expect(await resolveSpec(spec, context)).toMatchObject({ args: ['--key=sk-canary $${x}'] });
    for (const more of [{ command: '${secret:TOKEN}' }, { cwd: '/${secret:TOKEN}' }]) {
      const failing = resolveSpec(stdio({ ...more, ...allowed }), context);
      await expect(failing).rejects.toMatchObject({ code: 'unknown-reference' });
    }
  });

  test.each([
    { command: '${secret:TOKEN}' },
    { args: ['-y', '--key=${secret:TOKEN}'] },
    { cwd: '/${secret:TOKEN}' },
  ])('lets no secret into a command line: %j', async (more) => {
    await expect(resolveSpec(stdio(more), context)).rejects.toMatchObject({
      code: 'unknown-reference',
      message: expect.stringContaining('${secret:TOKEN} would be seen'),
      remedy: expect.stringContaining('env'),
    });
  });

  test('keeps resolved secrets out of its errors', async () => {
    const spec = stdio({ args: ['-y'], env: { A: '${secret:TOKEN}${env:NOPE}' } });
    const error: unknown = await resolveSpec(spec, context).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('${env:NOPE}');
    expect(JSON.stringify(error) + String(error)).not.toContain('canary');
  });
});

test('knows which servers differ from project to project', () => {
  expect(usesProject(stdio({ args: ['${project}'] }))).toBe(true);
  expect(usesProject(http({ headers: { A: 'x${project}' } }))).toBe(true);
  expect(usesProject(stdio({ args: ['$${project}', '${home}'] }))).toBe(false);
});

test('knows which secrets a definition refers to', () => {
  const env = { A: '${secret:A} ${secret:B}', B: '$${secret:C}', C: '${env:SECRET}' };
  expect(secretNames(stdio({ env, args: ['${secret:D}'] }))).toEqual(new Set(['D', 'A', 'B']));
  const remote = http({ url: 'https://x/${secret:E}', headers: { A: 'Bearer ${secret:F}' } });
  expect(secretNames(remote)).toEqual(new Set(['E', 'F']));
});

describe('the key of a definition', () => {
  const spec = stdio({ args: ['-y'], env: { A: '1', B: '${secret:B}' }, cwd: '/x' });

  test('is the same for the same process, whatever else the entry says', () => {
    const same = stdio({
      env: { B: '${secret:B}', A: '1' },
      cwd: '/x',
      args: ['-y'],
      enabled: false,
      title: 'T',
      scope: 'session',
      idle_stop: '1m',
      tools: { deny: ['x'] },
    });
    expect(definitionKey(same)).toBe(definitionKey(spec));
    expect(definitionKey(spec)).toMatch(/^[0-9a-f]{32}$/);
  });

  test('never changes between versions', () => {
    expect(definitionKey(spec)).toBe('50bb03e91a9a6bba2a71c4e33038b97b');
  });

  test('differs where the process differs', () => {
    const others = [
      stdio({ args: ['-y'], env: { A: '1', B: 'x' }, cwd: '/x' }),
      stdio({ args: ['-y'], env: { A: '1', B: '${secret:B}' } }),
      stdio({ args: ['-n'], env: { A: '1', B: '${secret:B}' }, cwd: '/x' }),
      http(),
      ServerSpec.parse({ transport: 'sse', url: 'https://x' }),
      http({ headers: { A: '1' } }),
    ];
    expect(new Set([spec, ...others].map((one) => definitionKey(one))).size).toBe(7);
  });

  test('counts the project only where the definition refers to it', () => {
    const project = stdio({ args: ['${project}'] });
    expect(definitionKey(project, '/a')).not.toBe(definitionKey(project, '/b'));
    expect(definitionKey(spec, '/a')).toBe(definitionKey(spec, '/b'));
  });

  test('another definition, scope or era needs other instances, another title does not', () => {
    expect(instanceKeyChanged(stdio(), stdio({ era: 'modern' }))).toBe(true);
    expect(definitionKey(stdio({ era: 'modern' }))).toBe(definitionKey(stdio()));
    expect(instanceKeyChanged(stdio(), stdio({ args: ['x'] }))).toBe(true);
    expect(instanceKeyChanged(stdio(), stdio({ scope: 'session' }))).toBe(true);
    expect(instanceKeyChanged(stdio(), stdio({ title: 'x', enabled: false }))).toBe(false);
  });
});
