import { mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SecretKeeper } from '../../../src-shared/headless.ts';
import { parseRegistry } from '../registry/parse-registry.ts';
import { resolveSpec } from '../registry/references.ts';
import { createMemoryVault } from '../vault/memory.ts';
import type { Vault } from '../vault/vault.ts';
import { adoptSecrets } from './adopt-secrets.ts';
import { isPlaceholder } from './looks-secret.ts';
import { planAdoption } from './plan-adoption.ts';
import { madeUp } from './testing/made-up.ts';

const one = `gh${'p_'}${madeUp(36)}`;
const two = madeUp(32, 'word', 2);

async function openRegistry(text: string, held: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'loom-adopt-'));
  const registryPath = join(folder, 'registry.yaml');
  await writeFile(registryPath, text);
  const vault = createMemoryVault(held);
  const keeper: SecretKeeper = {
    async compare(name, secret) {
      const value = await vault.get(name);
      if (value === undefined) return 'nothing';
      return value === secret ? 'same' : 'other';
    },
    set: (name, secret) => vault.set(name, secret),
  };
  return {
    registryPath,
    vault,
    keeper,
    read: () => readFile(registryPath, 'utf8'),
    plan: async (...wanted: string[]) =>
      (await planAdoption({ registryPath, keeper, wanted })).map(({ adoption }) => adoption),
    adopt: (...wanted: string[]) => adoptSecrets({ registryPath, keeper, wanted }),
    names: async () => (await vault.list()).map(({ name }) => name),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

const registry = [
  '# mine',
  'servers:',
  '  github: # why',
  '    transport: stdio',
  '    command: npx',
  `    env: { GITHUB_TOKEN: ${one}, READ_ONLY: "1" } # here`,
  '  docs:',
  '    transport: http',
  `    url: 'https://docs.example.com/mcp?api_key=${two}&region=eu'`,
  '    headers:',
  `        Authorization:   Bearer ${two} # there`,
  '',
].join('\r\n');

describe('moving secrets into the vault', () => {
  test('leaves references, and every other byte as it was', async () => {
    await using at = await openRegistry(registry);
    const adopted = await at.adopt();
    expect(adopted.map(({ id, secret }) => [id, secret])).toEqual([
      ['github.env.GITHUB_TOKEN', 'GITHUB_TOKEN'],
      ['docs.url', 'DOCS_API_KEY'],
      ['docs.headers.Authorization', 'DOCS_AUTHORIZATION'],
    ]);
    expect(await at.read()).toBe(
      registry
        .replace(one, '"${secret:GITHUB_TOKEN}"')
        .replace(two, '${secret:DOCS_API_KEY}')
        .replace(`Bearer ${two}`, '"Bearer ${secret:DOCS_AUTHORIZATION}"'),
    );
    expect(await at.vault.get('GITHUB_TOKEN')).toBe(one);
    expect(await at.vault.get('DOCS_API_KEY')).toBe(two);
    expect(await at.plan()).toEqual([]);
  });

  test('leaves a name to the other server that waits for its value', async () => {
    const waiting =
      '  hub:\n    transport: stdio\n    command: x\n    env: { T: "${secret:GITHUB_TOKEN}" }\n';
    await using at = await openRegistry(`${registry.replaceAll('\r', '')}${waiting}`);
    const [first] = await at.plan();
    expect(first?.secret).toBe('GITHUB_GITHUB_TOKEN');
    const [named] = await at.plan('github=GITHUB_TOKEN');
    expect(named?.secret).toBe('GITHUB_TOKEN');
  });

  test('moves what was chosen, under the name that was given', async () => {
    await using at = await openRegistry(registry);
    await at.adopt('github.GITHUB_TOKEN=WORK_TOKEN', 'docs.url');
    expect(await at.names()).toEqual(['DOCS_API_KEY', 'WORK_TOKEN']);
    expect((await at.plan()).map(({ id }) => id)).toEqual(['docs.headers.Authorization']);
    await at.adopt('docs');
    expect(await at.plan()).toEqual([]);
  });

  test('never overwrites a secret, and uses the one that is the same', async () => {
    await using at = await openRegistry(registry, { GITHUB_TOKEN: 'other', DOCS_API_KEY: two });
    expect(await at.plan()).toMatchObject([
      { secret: 'GITHUB_GITHUB_TOKEN', isKept: false },
      { secret: 'DOCS_API_KEY', isKept: true },
      { secret: 'DOCS_AUTHORIZATION' },
    ]);
    await expect(at.adopt('github.GITHUB_TOKEN=DOCS_API_KEY')).rejects.toMatchObject({
      code: 'name-taken',
    });
    expect(await at.read()).toBe(registry);
    await at.adopt();
    expect(await at.vault.get('GITHUB_TOKEN')).toBe('other');
  });

  test('gives variables of one name one secret where they are equal, and two where not', async () => {
    const entry = (token: string) => `{transport: stdio, command: x, env: {TOKEN: ${token}}}`;
    const text = `servers:\n  a: ${entry(two)}\n  b: ${entry(two)}\n  c: ${entry(one)}\n`;
    await using at = await openRegistry(text);
    expect((await at.adopt()).map(({ secret }) => secret)).toEqual(['TOKEN', 'TOKEN', 'C_TOKEN']);
  });

  test('moves several pieces of one text', async () => {
    const url = `https://ada:${one}@docs.example.com/?token=${two}`;
    await using at = await openRegistry(`servers: {d: {transport: http, url: "${url}"}}`);
    await at.adopt();
    expect(await at.read()).toBe(
      'servers: {d: {transport: http, url: "https://ada:${secret:D_PASSWORD}@docs.example.com/?token=${secret:D_TOKEN}"}}',
    );
  });

  test('leaves arguments alone, unless the server says that it must be', async () => {
    const text = `servers:\n  a:\n    transport: stdio\n    command: x\n    args: [--api-key, ${two}]\n`;
    await using at = await openRegistry(text);
    const [planned] = await at.plan();
    expect(planned).toMatchObject({ obstacle: { why: expect.stringContaining('argument') } });
    expect(planned).not.toHaveProperty('secret');
    expect(await at.adopt()).toEqual([]);
    expect(await at.read()).toBe(text);
    await writeFile(at.registryPath, `${text}    allow_secret_in_args: true\n`);
    expect(await at.adopt()).toMatchObject([{ secret: 'A_API_KEY' }]);
  });

  test('keeps nothing where the file cannot be edited', async () => {
    const text = `servers:\n  a: {transport: stdio, command: x, env: {TOKEN: &t ${two}, OTHER: *t}}\n`;
    await using at = await openRegistry(text);
    await expect(at.adopt()).rejects.toMatchObject({ code: 'invalid-registry' });
    expect(await at.names()).toEqual([]);
    await writeFile(at.registryPath, 'servers: [');
    await expect(at.plan()).rejects.toMatchObject({ code: 'invalid-registry' });
  });

  test('edits through aliases and merge keys where all that share a text move', async () => {
    const text = `servers:\n  a: &a {transport: stdio, command: x, env: {TOKEN: ${two}}}\n  b: {<<: *a, title: B}\n`;
    await using at = await openRegistry(text);
    await at.adopt();
    expect(await at.read()).toBe(text.replace(two, '"${secret:TOKEN}"'));
  });

  test('says what is in the vault already where the file cannot be written', async () => {
    await using at = await openRegistry(registry);
    // Nobody can lock a file that is a folder.
    await mkdir(`${at.registryPath}.lock`);
    await expect(at.adopt('github')).rejects.toMatchObject({
      code: 'file-unwritable',
      message: expect.stringContaining(
        'still holds its secrets; in the vault are already: GITHUB_TOKEN',
      ),
      remedy: expect.stringContaining('Then run it again.'),
    });
    expect(await at.read()).toBe(registry);
    await rmdir(`${at.registryPath}.lock`);
    expect(await at.adopt('github')).toMatchObject([{ secret: 'GITHUB_TOKEN', isKept: true }]);
  });

  test('changes nothing where the file changed while the vault was written', async () => {
    await using at = await openRegistry(registry);
    const changed = registry.replace(one, two);
    const keeper: SecretKeeper = {
      ...at.keeper,
      async set(name, secret) {
        await at.keeper.set(name, secret);
        await writeFile(at.registryPath, changed);
      },
    };
    const { registryPath } = at;
    await expect(adoptSecrets({ registryPath, keeper, wanted: ['github'] })).rejects.toThrow(
      'github.env.GITHUB_TOKEN has changed in the meantime; the file still holds its secrets',
    );
    expect(await at.read()).toBe(changed);
  });

  test('does not refer to what the vault does not give back', async () => {
    await using at = await openRegistry(registry);
    const keeper: SecretKeeper = { compare: async () => 'nothing', set: async () => {} };
    const { registryPath } = at;
    await expect(adoptSecrets({ registryPath, keeper, wanted: [] })).rejects.toMatchObject({
      code: 'name-taken',
    });
    expect(await at.read()).toBe(registry);
  });

  test.each([
    ['nowhere', 'not-found'],
    [`github.env.GITHUB_TOKEN=${one}`, 'invalid-secret-name'],
    ['github.env.GITHUB_TOKEN=loom.tokens', 'invalid-secret-name'],
    ['github.env.GITHUB_TOKEN=', 'invalid-secret-name'],
    ['docs=NAME', 'usage'],
  ])('refuses %j', async (wanted, code) => {
    await using at = await openRegistry(registry);
    const error = await at.adopt(wanted).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect(JSON.stringify(error) + String(error)).not.toContain(one);
    expect(await at.read()).toBe(registry);
  });
});

/** What the server gets. */
async function resolved(text: string, secrets: Pick<Vault, 'get'>) {
  const reading = parseRegistry(text, 'registry.yaml');
  const spec = reading.ok && reading.value.servers.a;
  if (!spec) throw new Error(`not to be read: ${text}`);
  return await resolveSpec(spec, { serverId: 'a', env: {}, home: '/home/ada', secrets });
}

test('what servers get is the same before and after, however the file is written', async () => {
  const secret = fc
    .nat()
    .map((seed) => madeUp(24, 'word', seed))
    // A random text may look like a stand-in, but hardly ever does.
    .filter((text) => !isPlaceholder(text));
  const style = fc.constantFrom(
    (text: string) => text,
    (text: string) => `'${text}'`,
    (text: string) => `"${text}"`,
    (text: string) => `|-\n        ${text}`,
    (text: string) => `>-\n        ${text}\n`,
  );
  const texts = fc.constantFrom(
    (value: string) => value,
    (value: string) => `Bearer ${value}`,
    (value: string) => `https://u:${value}@h.example.com/a`,
    (value: string) => `$\${x} token=${value} and more`,
  );
  const ending = fc.constantFrom('\n', '\r\n');
  await fc.assert(
    fc.asyncProperty(secret, style, texts, ending, async (value, write, inText, eol) => {
      const text = [
        'servers: # all',
        '  a:',
        '    transport: stdio',
        '    command: x # c',
        '    env:',
        `      TOKEN: ${write(inText(value))}`,
        '      OTHER: "1"',
        '# end',
      ].join('\n');
      const before = text.replaceAll('\n', eol);
      await using at = await openRegistry(before);
      expect(await at.adopt()).toHaveLength(1);
      const after = await at.read();
      expect(after).not.toContain(value);
      expect(await resolved(after, at.vault)).toEqual(await resolved(before, at.vault));
      const [head, tail] = before.split(/TOKEN: [\s\S]*(?= {6}OTHER)/);
      expect(after.startsWith(`${head}TOKEN: `)).toBe(true);
      expect(after.endsWith(tail ?? '')).toBe(true);
    }),
    { numRuns: 60 },
  );
}, 60_000);
