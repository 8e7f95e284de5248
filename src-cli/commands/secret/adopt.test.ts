import { describe, expect, test } from 'vitest';
import type { Adoption } from '../../../src-shared/domain/secret-finding.ts';
import type { AdoptOptions } from '../../../src-shared/headless.ts';
import { startFakeHub } from '../../testing/fake-hub.ts';
import { openTerminal } from '../../testing/terminal.ts';

const finding = {
  file: '/home/ada/registry.yaml',
  line: 5,
  column: 21,
  field: 'servers.github.env.GITHUB_TOKEN',
  format: 'github',
  preview: 'ghp_…(40 characters)',
};
const movable: Adoption = {
  finding,
  server: 'github',
  id: 'github.env.GITHUB_TOKEN',
  secret: 'GITHUB_TOKEN',
  isKept: false,
};
const stuck: Adoption = {
  finding: { ...finding, line: 9, field: 'servers.exa.args[1]' },
  server: 'exa',
  id: 'exa.args[1]',
  isKept: false,
  obstacle: { why: 'it is an argument', remedy: 'Give it in a variable.' },
};

async function openAdopt(planned: Adoption[], columns?: number, withHub = true) {
  const seen: { call: string; options: AdoptOptions }[] = [];
  const terminal = await openTerminal({
    ...(columns && { columns }),
    headless: {
      async planAdoption(options) {
        seen.push({ call: 'plan', options });
        return planned;
      },
      async adoptSecrets(options) {
        seen.push({ call: 'adopt', options });
        return planned.filter(({ obstacle }) => !obstacle);
      },
    },
  });
  const hub = withHub ? await startFakeHub(terminal.io.paths) : undefined;
  return {
    ...terminal,
    hub,
    seen,
    calls: () => seen.map(({ call, options }) => [call, ...options.wanted]),
    async [Symbol.asyncDispose]() {
      await hub?.close();
      await terminal[Symbol.asyncDispose]();
    },
  };
}

describe('loom secret adopt', () => {
  test('shows what it would do, asks, and does that and nothing else', async () => {
    await using at = await openAdopt([movable, stuck], 100);
    const done = at.loom('secret', 'adopt');
    at.stdin.write('y\n');
    expect(await done).toBe(0);
    expect(at.stderr.text).toMatchInlineSnapshot(`
      "/home/ada/registry.yaml:5:21 [33mservers.github.env.GITHUB_TOKEN: ghp_…(40 characters)[39m, known format: github
        moves to the vault as GITHUB_TOKEN; left behind: \${secret:GITHUB_TOKEN}
      /home/ada/registry.yaml:9:21 [33mservers.exa.args[1]: ghp_…(40 characters)[39m, known format: github
        stays where it is: it is an argument
        [36m→[39m Give it in a variable.
      Move them? [y/N] "
    `);
    expect(at.calls()).toEqual([['plan'], ['adopt', 'github.env.GITHUB_TOKEN=GITHUB_TOKEN']]);
    expect(at.stdout.text).toBe(
      'registry.yaml refers to 1 secret in the vault now: GITHUB_TOKEN.\n',
    );
  });

  test('changes nothing where the answer is no', async () => {
    await using at = await openAdopt([movable], 100);
    const done = at.loom('secret', 'adopt', 'github');
    at.stdin.write('n\n');
    expect(await done).toBe(1);
    expect(at.calls()).toEqual([['plan', 'github']]);
    expect(at.stderr.text).toContain('Nothing was changed.');
  });

  test('does not ask with --yes, and asks nobody where there is no terminal', async () => {
    await using at = await openAdopt([movable]);
    expect(await at.loom('secret', 'adopt')).toBe(2);
    expect(at.calls()).toEqual([['plan']]);
    expect(await at.loom('secret', 'adopt', '--yes', '--json')).toBe(0);
    expect(JSON.parse(at.stdout.text)).toEqual({ adopted: [movable] });
  });

  test('only shows with --dry-run, and starts no hub for that', async () => {
    await using at = await openAdopt([movable, stuck], undefined, false);
    expect(await at.loom('secret', 'adopt', '--dry-run')).toBe(0);
    expect(at.calls()).toEqual([['plan']]);
    expect(at.seen[0]?.options.registryPath).toBe(at.io.paths.registry);
    expect(at.stderr.text).toContain('no hub is running');
    expect(at.stdout.text).toContain('moves to the vault as GITHUB_TOKEN');
  });

  test('says so where there is nothing, and fails where nothing can move', async () => {
    await using tidy = await openAdopt([]);
    expect(await tidy.loom('secret', 'adopt')).toBe(0);
    expect(tidy.stdout.text).toBe('registry.yaml holds no secrets in plain text.\n');
    await using at = await openAdopt([stuck]);
    expect(await at.loom('secret', 'adopt')).toBe(1);
    expect(at.stdout.text).toContain('→ Give it in a variable.');
  });

  test('two secrets in one text are named by their field', async () => {
    await using at = await openAdopt([movable, { ...movable, secret: 'OTHER' }]);
    await at.loom('secret', 'adopt', '--yes');
    expect(at.calls()[1]).toEqual(['adopt', movable.id, movable.id]);
  });
});

test('the vault is compared with, never overwritten', async () => {
  await using at = await openAdopt([movable]);
  const { hub } = at;
  hub?.secrets.push(
    { name: 'KEPT', source: 'keychain', usedBy: [] },
    { name: 'SET', source: 'environment', usedBy: [] },
    { name: 'WANTED', source: 'missing', usedBy: [] },
  );
  await at.loom('secret', 'adopt', '--dry-run');
  const keeper = at.seen[0]?.options.keeper;
  expect(await keeper?.compare('NEW', 'hidden-value')).toBe('nothing');
  expect(await keeper?.compare('WANTED', 'hidden-value')).toBe('nothing');
  expect(await keeper?.compare('KEPT', 'hidden-value')).toBe('same');
  expect(await keeper?.compare('KEPT', 'another')).toBe('other');
  expect(await keeper?.compare('SET', 'hidden-value')).toBe('other');
  await keeper?.set('NEW', 'value');
  expect(hub?.calls).toEqual([{ call: 'set NEW', input: 'value' }]);
});

test("a failure of the hub's code, which has error classes of its own, is told as any other", async () => {
  await using at = await openAdopt([movable]);
  const details = { code: 'name-taken', remedy: 'Give it another name.', stderr: [] };
  const foreign = Object.assign(new Error('taken'), { name: 'LoomError' }, details);
  at.io.loadHeadless = () => Promise.reject(foreign);
  expect(await at.loom('secret', 'adopt', '--yes')).toBe(4);
  expect(at.stderr.text).toContain('error: taken\n→ Give it another name.');
});
