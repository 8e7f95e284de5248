import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Config, HttpConfig } from '../../../src-shared/domain/config.ts';
import { ensureConfig, loadConfig } from './config-file.ts';
import { parseYaml } from './parse-yaml.ts';
import { validateFiles } from './validate.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loom-config-'));
  path = join(folder, 'config.yaml');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const env = {};

describe('loading', () => {
  test.each([undefined, '', '# nothing\n', 'http:\nlimits:\nlog:\n', 'http:\n  auth: {}\n'])(
    'gives the defaults for %j',
    async (text) => {
      if (text !== undefined) await writeFile(path, text);
      const { config, sources } = await loadConfig({ path, env });
      expect(config).toEqual(Config.parse({}));
      expect(config.http).toMatchObject({
        address: '127.0.0.1:8088',
        session_timeout_minutes: 30,
        max_sessions: 1000,
        auth: {},
      });
      expect(sources).toEqual({});
    },
  );

  test('flags win over the environment, which wins over the file, which wins over the defaults', async () => {
    await writeFile(
      path,
      'http: {address: "localhost:1", max_sessions: 5, session_timeout_minutes: 7}\nnaming: bare',
    );
    const { config, sources } = await loadConfig({
      path,
      env: {
        LOOM_HTTP_ADDR: ':2',
        LOOM_ALLOWED_ORIGINS: 'https://a.example, https://b.example:*,',
        LOOM_AUTH_ISSUER: 'https://env.example',
        LOOM_MAX_SESSIONS: '9',
        LOOM_LOG_LEVEL: 'debug',
        LOOM_SESSION_TIMEOUT_MINUTES: '',
      },
      flags: { httpAddr: ':3', authIssuer: undefined },
    });
    expect(config.http).toMatchObject({
      address: ':3',
      allowed_origins: ['https://a.example', 'https://b.example:*'],
      auth: { issuer: 'https://env.example' },
      max_sessions: 9,
      session_timeout_minutes: 7,
    });
    expect(config).toMatchObject({ naming: 'bare', log: { level: 'debug' } });
    expect(sources).toEqual({
      'http.address': '--http-addr',
      'http.allowed_origins': 'LOOM_ALLOWED_ORIGINS',
      'http.auth.issuer': 'LOOM_AUTH_ISSUER',
      'http.max_sessions': 'LOOM_MAX_SESSIONS',
      'log.level': 'LOOM_LOG_LEVEL',
    });
  });
});

describe('a wrong value', () => {
  test('in the file stops the start, with its place', async () => {
    await writeFile(path, 'http:\n  max_sessions: -1\n');
    await expect(loadConfig({ path, env })).rejects.toMatchObject({
      code: 'invalid-config',
      message: 'config.yaml:2:17 http.max_sessions: expected more than 0, found -1',
      place: { file: path, line: 2, column: 17 },
    });
  });

  test.each([
    [
      { LOOM_HTTP_ADDR: 'localhost' },
      'LOOM_HTTP_ADDR: expected "host:port" or ":port", found "localhost"',
    ],
    [{ LOOM_MAX_SESSIONS: 'many' }, 'LOOM_MAX_SESSIONS: expected a number, found "many"'],
    [{ LOOM_MAX_SESSIONS: '1.5' }, 'LOOM_MAX_SESSIONS: expected a whole number, found 1.5'],
    [
      { LOOM_LOG_LEVEL: 'wran' },
      'LOOM_LOG_LEVEL: expected one of "debug", "info", "warn", "error", found "wran"; did you mean "warn"?',
    ],
    [{ LOOM_ALLOWED_ORIGINS: 'https://a, *' }, 'LOOM_ALLOWED_ORIGINS: expected an origin such as'],
    [{ LOOM_AUTH_ISSUER: 'me' }, 'LOOM_AUTH_ISSUER: expected an http or https URL, found "me"'],
  ])('in the environment is named: %j', async (wrong, message) => {
    await expect(loadConfig({ path, env: wrong })).rejects.toMatchObject({
      code: 'invalid-config',
      message: expect.stringContaining(message),
      remedy: expect.stringMatching(/^Correct or unset LOOM_/),
    });
  });

  test('of a flag is named', async () => {
    await expect(loadConfig({ path, env, flags: { httpAddr: ':99999' } })).rejects.toThrow(
      '--http-addr: expected "host:port" or ":port", found ":99999"',
    );
  });

  test.each([
    [
      'auth: {type: oauth2}',
      2,
      'http.auth.type: auth type "oauth2" is not available in this version of Loom yet; "token" is',
    ],
    ['auth:', 2, 'http.auth: nothing stands under it, so nobody would be asked for a token; write'],
    ['tls_cert_file: x.pem', 2, 'http.tls_cert_file: TLS needs http.tls_key_file, too'],
    ['tls_key_file: x.pem', 2, 'http.tls_key_file: TLS needs http.tls_cert_file, too'],
  ])('%s promises what is not there', async (text, line, message) => {
    await writeFile(path, `http:\n  ${text}\n`);
    await expect(loadConfig({ path, env })).rejects.toMatchObject({
      code: 'invalid-config',
      message: expect.stringContaining(message),
      place: { line },
    });
  });

  test('a file that cannot be read is not taken for one that is missing', async () => {
    await mkdir(path);
    await expect(loadConfig({ path, env })).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});

describe('the first config.yaml', () => {
  /** The file with every commented key put in force. */
  const uncommented = (text: string) => text.replaceAll(/^# /gm, '');

  test('is written once, for its owner alone', async () => {
    path = join(folder, 'new', 'config.yaml');
    expect(await ensureConfig(path)).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await writeFile(path, 'naming: bare\n');
    expect(await ensureConfig(path)).toBe(false);
    expect(await readFile(path, 'utf8')).toBe('naming: bare\n');
  });

  test('asks HTTP clients for a token, and says the defaults of all else', async () => {
    await ensureConfig(path);
    const text = await readFile(path, 'utf8');
    const defaults = Config.parse({ http: { auth: { type: 'token' } } });
    expect((await loadConfig({ path, env })).config).toEqual(defaults);
    await writeFile(path, uncommented(text));
    const { config } = await loadConfig({ path, env });
    const { http } = defaults;
    const tls = { tls_cert_file: 'cert.pem', tls_key_file: 'key.pem' };
    const auth = { type: 'token', issuer: 'https://auth.example.com' };
    expect(config).toEqual({ ...defaults, http: { ...http, ...tls, auth } });
  });

  test('names every key there is', async () => {
    await ensureConfig(path);
    const text = uncommented(await readFile(path, 'utf8'));
    const reading = parseYaml({ text, file: path, schema: Config, code: 'invalid-config' });
    const raw = (reading.ok ? reading.raw : {}) as Record<string, Record<string, unknown>>;
    const defaults = Config.parse({});
    expect(Object.keys(raw)).toEqual(Object.keys(defaults));
    expect(Object.keys(raw.http ?? {}).sort()).toEqual(Object.keys(HttpConfig.shape).sort());
    for (const section of ['limits', 'log'] as const) {
      expect(Object.keys(raw[section] ?? {}).sort()).toEqual(Object.keys(defaults[section]).sort());
    }
  });

  test('that cannot be written says so', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(ensureConfig(join(folder, 'file', 'config.yaml'))).rejects.toMatchObject({
      code: 'file-unwritable',
    });
  });
});

describe('validating both files', () => {
  const validate = (variables = {}) =>
    validateFiles({
      registryPath: join(folder, 'registry.yaml'),
      configPath: path,
      env: variables,
    });

  test('finds nothing wrong with files that are not there', async () => {
    expect(await validate()).toEqual([]);
  });

  test('finds everything at once', async () => {
    await writeFile(join(folder, 'registry.yaml'), 'servers: {a: {transport: stdio}, b: 1}\nx: 1');
    await writeFile(path, 'namin: bare\nlimits: {drain: x}');
    const problems = await validate({ LOOM_MAX_SESSIONS: 'x' });
    expect(problems.map((problem) => problem.message.split(':').slice(0, 2).join(':'))).toEqual([
      'registry.yaml:1',
      'registry.yaml:1',
      'registry.yaml:2',
      'config.yaml:1',
      'config.yaml:2',
      'LOOM_MAX_SESSIONS: expected a number, found "x"',
    ]);
  });

  test('goes on after a file that cannot be read', async () => {
    await mkdir(join(folder, 'registry.yaml'));
    await writeFile(path, 'x: 1');
    expect((await validate()).map((problem) => problem.code)).toEqual([
      'file-unreadable',
      'invalid-config',
    ]);
  });
});
