import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openRegistry } from '../registry/registry-file.ts';
import { createMemoryVault } from '../vault/memory.ts';
import { Secrets } from '../vault/secrets.ts';
import { createPlaintext } from './create-plaintext.ts';
import { madeUp } from './testing/made-up.ts';

const token = `gh${'p_'}${madeUp(36)}`;

async function openMachine(files: Record<string, string>) {
  const home = await mkdtemp(join(tmpdir(), 'loom-plaintext-'));
  const at = (name: string) => join(home, name);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), content);
  }
  const vault = createMemoryVault({});
  const store = {
    open: async () => vault,
    isInFile: async () => false,
    rekey: async () => '',
    close: () => {},
  };
  const secrets = new Secrets({ store, env: {}, onTrouble: () => {} });
  const registry = await openRegistry({ path: at('registry.yaml') });
  const plaintext = createPlaintext({
    deps: { platform: 'linux', home, env: {} },
    files: { registry: at('registry.yaml'), config: at('config.yaml') },
    registry,
    secrets,
    loginEnv: async () => ({ path: '', variables: {}, warning: undefined }),
  });
  return {
    at,
    secrets,
    registry,
    ...plaintext,
    async [Symbol.asyncDispose]() {
      secrets.close();
      await registry.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

const oneServer = `servers:\n  github:\n    transport: stdio\n    command: npx\n    env: { T: ${token} } # mine\n`;

test('what stands in registry.yaml can move, what stands elsewhere is only told', async () => {
  await using machine = await openMachine({
    'registry.yaml': oneServer,
    '.cursor/mcp.json': `{"mcpServers": {"a": {"command": "x", "env": {"T": "${token}"}}}}`,
  });
  const found = await machine.findPlaintext();
  expect(found.adoptable).toMatchObject([{ id: 'github.env.T', secret: 'T', isKept: false }]);
  expect(found.elsewhere).toMatchObject([{ client: 'Cursor', field: 'mcpServers.a.env.T' }]);
  expect(found.unchecked).toEqual([]);
  expect(JSON.stringify(found)).not.toContain(token.slice(4, 12));
});

test('moves what was seen, and the hub has read it when that is done', async () => {
  await using machine = await openMachine({ 'registry.yaml': oneServer });
  const { adopted } = await machine.adopt({ wanted: ['github.env.T=T'] });
  expect(adopted).toHaveLength(1);
  expect(await readFile(machine.at('registry.yaml'), 'utf8')).toBe(
    oneServer.replace(token, '"${secret:T}"'),
  );
  expect(await machine.secrets.get('T')).toBe(token);
  expect(machine.registry.entry('github')).toMatchObject({ env: { T: '${secret:T}' } });
  expect((await machine.findPlaintext()).adoptable).toEqual([]);
});

test('a registry that is not whole is told, and keeps nothing else from being told', async () => {
  await using machine = await openMachine({
    'registry.yaml': `servers:\n  github: { transport: pigeon, env: { T: ${token} } }\n`,
    '.cursor/mcp.json': `{"mcpServers": {"a": {"command": "x", "env": {"T": "${token}"}}}}`,
  });
  const found = await machine.findPlaintext();
  expect(found.adoptable).toEqual([]);
  expect(found.unchecked).toMatchObject([{ file: machine.at('registry.yaml'), line: 2 }]);
  expect(found.checked).toEqual([machine.at('.cursor/mcp.json')]);
  expect(found.elsewhere).toHaveLength(1);
});
