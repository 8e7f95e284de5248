import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { planSetting } from '../registry/config-edits.ts';
import { type ConfigSources, ensureConfig, loadConfig } from '../registry/config-file.ts';
import { firstConfig } from '../registry/first-config.ts';
import { createSettings } from './create-settings.ts';
import { settingKeys } from './setting-keys.ts';

async function open(text: string | undefined, more: Partial<ConfigSources> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'loom-settings-'));
  const path = join(folder, 'config.yaml');
  if (text === undefined) await ensureConfig(path);
  else await writeFile(path, text);
  const from = { path, env: {}, ...more };
  const { config } = await loadConfig(from).catch(() => loadConfig({ ...from, path: '/none' }));
  return {
    path,
    settings: createSettings({ from, config }),
    text: () => readFile(path, 'utf8'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

describe('the list', () => {
  test('has every key with what is in force, written and usual, as people write it', async () => {
    await using at = await open('http: {max_sessions: 5}\nlimits: {idle_stop: 120s}\n');
    const { file, settings } = await at.settings.list();
    const byKey = Object.fromEntries(settings.map(({ key, ...rest }) => [key, rest]));
    expect(file).toBe(at.path);
    expect(byKey['http.max_sessions']).toEqual({
      kind: 'number',
      value: 5,
      written: 5,
      default: 1000,
      needsRestart: false,
    });
    expect(byKey['limits.idle_stop']).toMatchObject({
      kind: 'duration',
      value: '2m',
      written: '120s',
      default: '10m',
    });
    expect(byKey['limits.max_message']).toMatchObject({ kind: 'bytes', default: '128MB' });
    expect(byKey['http.enabled']).toMatchObject({ kind: 'boolean', default: true });
    expect(byKey['http.allowed_origins']?.kind).toBe('list');
    expect(byKey['log.level']).toMatchObject({
      kind: 'choice',
      choices: ['debug', 'info', 'warn', 'error'],
    });
    expect(byKey['http.tls_cert_file']).toMatchObject({ kind: 'text', default: undefined });
    expect(byKey['http.auth.type']).toMatchObject({ kind: 'choice', choices: ['token'] });
  });

  test('covers the whole schema, each key with a kind that takes its own default', async () => {
    await using at = await open('');
    const { settings } = await at.settings.list();
    expect(settings.map(({ key }) => key)).toEqual(settingKeys().map(({ path }) => path.join('.')));
    for (const { key, default: usual } of settings) {
      if (usual === undefined) continue;
      await at.settings.set({ key, value: usual });
    }
    expect((await at.settings.list()).settings.every(({ needsRestart }) => !needsRestart)).toBe(
      true,
    );
  });

  test('names the variable or flag that decides over the file', async () => {
    const env = { LOOM_LOG_LEVEL: 'debug' };
    await using at = await open('log: {level: warn}\n', { env, flags: { httpAddr: ':9' } });
    const { settings } = await at.settings.list();
    expect(settings.find(({ key }) => key === 'log.level')).toMatchObject({
      value: 'debug',
      written: 'warn',
      overriddenBy: 'LOOM_LOG_LEVEL',
      needsRestart: false,
    });
    expect(settings.find(({ key }) => key === 'http.address')?.overriddenBy).toBe('--http-addr');
    expect(await at.settings.set({ key: 'log.level', value: 'error' })).toEqual({
      needsRestart: false,
    });
  });

  test('of a broken file fails with its place, and nothing is written to it', async () => {
    await using at = await open('http: [\n');
    await expect(at.settings.list()).rejects.toMatchObject({ code: 'invalid-config' });
    const change = { key: 'log.level', value: 'warn' };
    await expect(at.settings.set(change)).rejects.toMatchObject({
      code: 'invalid-config',
      place: { file: at.path },
    });
    expect(await at.text()).toBe('http: [\n');
  });
});

describe('setting a key', () => {
  test('of the first config takes the "# " away from its line and its section', async () => {
    await using at = await open(undefined);
    expect(await at.text()).toBe(firstConfig);
    expect(await at.settings.set({ key: 'http.address', value: '127.0.0.1:9000' })).toEqual({
      needsRestart: true,
    });
    const [before] = /^# {3}address: .*$/m.exec(firstConfig) ?? [''];
    const after = before.replace('#   a', '  a').replace('8088 ', '9000 ');
    expect(await at.text()).toBe(firstConfig.replace(before, after));
    await at.settings.set({ key: 'limits.idle_stop', value: '5m' });
    expect(await at.text()).toMatch(
      /^limits:\n# {3}max_message: .*\n {2}idle_stop: 5m {2,}# a server/m,
    );
    const { settings } = await at.settings.list();
    expect(settings.filter(({ needsRestart }) => needsRestart).map(({ key }) => key)).toEqual([
      'http.address',
      'limits.idle_stop',
    ]);
    await at.settings.set({ key: 'http.address', value: null });
    expect(await at.text()).toContain(`\n${before}\n`);
  });

  test('keeps what people wrote, and adds a section at the end', async () => {
    const text = '# mine\nlog:   # l\n  level: "info" # quiet\nhttp: { max_sessions: 5 }\n# end\n';
    await using at = await open(text);
    await at.settings.set({ key: 'log.level', value: 'warn' });
    await at.settings.set({ key: 'http.auth.type', value: 'token' });
    await at.settings.set({ key: 'limits.drain', value: '1s' });
    expect(await at.text()).toBe(
      `${text
        .replace('"info"', '"warn"')
        .replace('5 }', '5, auth: { type: token } }')}limits:\n  drain: 1s\n`,
    );
    await at.settings.set({ key: 'limits.drain', value: null });
    await at.settings.set({ key: 'log.level', value: null });
    expect(await at.text()).toContain('# mine\nlog:   # l\n#   level: info   # quiet\nhttp: {');
  });

  test('takes out the last line of what guards HTTP without leaving an empty section', async () => {
    await using at = await open(undefined);
    await at.settings.set({ key: 'http.auth.type', value: null });
    expect(parse(await at.text())).toEqual({ http: null });
    await at.settings.set({ key: 'http.auth.type', value: 'token' });
    expect(parse(await at.text())).toEqual({ http: { auth: { type: 'token' } } });
  });

  test.each([
    ['http.address', 'nowhere', 'expected "host:port"'],
    ['limits.drain', 'soon', 'expected a duration'],
    ['log.level', 'wran', 'did you mean "warn"?'],
    ['http.max_sessions', '5', 'expected a number'],
    ['http.auth.type', 'oidc', 'is not available in this version'],
    ['http.address', '0.0.0.0:1', 'can be reached from other machines'],
    ['http.nothing', 1, 'config.yaml has no key'],
    ['http', {}, 'config.yaml has no key'],
  ])('%s to %j is refused', async (key, value, why) => {
    await using at = await open('naming: bare\n');
    await expect(at.settings.set({ key, value })).rejects.toThrow(why);
    expect(await at.text()).toBe('naming: bare\n');
  });

  test('several together, where one alone would not do', async () => {
    await using at = await open('naming: bare # n\n');
    const cert = { key: 'http.tls_cert_file', value: 'config.yaml' };
    const key = { key: 'http.tls_key_file', value: 'config.yaml' };
    await expect(at.settings.set(cert)).rejects.toThrow('TLS needs http.tls_key_file, too');
    await expect(
      at.settings.set({ ...cert, more: [{ ...key, value: 'none.pem' }] }),
    ).rejects.toThrow('none.pem cannot be read');
    await at.settings.set({ ...cert, more: [key] });
    expect(parse(await at.text())).toEqual({
      naming: 'bare',
      http: { tls_cert_file: 'config.yaml', tls_key_file: 'config.yaml' },
    });
  });
});

test('whatever the file looks like, one key changes and no other', () => {
  const files = fc.constantFrom(
    firstConfig,
    firstConfig.replaceAll('\n', '\r\n'),
    '',
    '# only this\n',
    '{"http": {"max_sessions": 5}, "naming": "bare"}',
    'http:\n  max_sessions: 5 # m\n\n  # a\n  auth:\n    type: token\nlog: {level: info}\n# end',
    'limits: &l\n  drain: 1s\n  idle_stop: 2m # i\nnaming: bare\nlog:\n',
  );
  const change = fc.constantFrom(
    { path: ['http', 'address'], value: ':1' },
    { path: ['http', 'allowed_origins'], value: ['http://a', 'http://b:*'] },
    { path: ['http', 'max_sessions'], value: 7 },
    { path: ['http', 'auth', 'type'], value: 'token' },
    { path: ['http', 'auth', 'issuer'], value: 'https://x/#y' },
    { path: ['limits', 'drain'], value: '9s' },
    { path: ['limits', 'idle_stop'], value: '9m' },
    { path: ['naming'], value: 'prefix' },
    { path: ['log', 'level'], value: 'error' },
  );
  const steps = fc.array(fc.tuple(change, fc.boolean()), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(files, steps, (text, list) => {
      let now = text;
      const said = (content: string) => leaves(parse(content));
      for (const [{ path, value }, isSet] of list) {
        const expected = said(now).filter(([key]) => !key.startsWith(path.join('.')));
        if (isSet) expected.push(...leaves(value, path.join('.')));
        now = planSetting(now, 'config.yaml', {
          path,
          value: isSet ? value : undefined,
          usual: 'x',
        });
        expect(said(now).sort()).toEqual(expected.sort());
        for (const comment of text.match(/# (mine|m|a|end|i|only this)$/gm) ?? []) {
          if (comment !== '# m' && comment !== '# i') expect(now).toContain(comment);
        }
      }
    }),
    { numRuns: 500 },
  );
});

function leaves(content: unknown, path = ''): [string, unknown][] {
  if (content === null || content === undefined) return [];
  if (typeof content !== 'object' || Array.isArray(content)) return [[path, content]];
  return Object.entries(content).flatMap(([key, value]) =>
    leaves(value, path ? `${path}.${key}` : key),
  );
}
