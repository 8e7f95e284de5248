import { expect, test } from 'vitest';
import { echoManifest, text } from '../../../e2e/harness/bundles.ts';
import { executablesOf } from './executables.ts';
import { launchOf } from './launch.ts';
import { parseManifest } from './manifest.ts';

function parse(manifest: unknown) {
  return parseManifest(text(JSON.stringify(manifest)));
}

test('every version is read, and what a maker adds is left alone', () => {
  for (const version of ['0.1', '0.2', '0.3', '0.4']) {
    const found = parse({ ...echoManifest(), manifest_version: version, own: { key: 1 } });
    expect(found.name).toBe('echo-bundle');
  }
  const { manifest_version: _, ...older } = echoManifest();
  expect(parse({ ...older, dxt_version: '0.1' }).version).toBe('1.0.0');
});

test('what is wrong is said with its place and what to do', () => {
  const { version: _, ...without } = echoManifest({ author: { name: 7 } });
  expect(() => parse(without)).toThrow(
    /^manifest.json: "version": .*expected string.*; "author.name": .*expected string/,
  );
  const wrong = echoManifest({ server: { type: 'perl', entry_point: 'x.pl' } });
  expect(() => parse(wrong)).toThrow(/"server.type"/);
  const nothing = echoManifest({ server: { type: 'node', entry_point: 'x.js' } });
  expect(() => parse(nothing)).toThrow(/server.mcp_config is missing/);
  expect(() => parseManifest(text('{ name:'))).toThrow('manifest.json: it is not JSON in UTF-8');
  expect(() => parse({ ...echoManifest(), manifest_version: '9.1' })).toThrow(
    /manifest_version is "9.1", and Loom knows 0.1, 0.2, 0.3, 0.4/,
  );
  expect(() => parse([])).toThrow(/it has no manifest_version/);
  expect(() => parse(null)).toThrow(/it has no manifest_version/);
});

test('a platform may replace command and arguments, and adds to the variables', () => {
  const manifest = parse(
    echoManifest({
      server: {
        type: 'binary',
        entry_point: 'bin/tool',
        mcp_config: {
          command: '${__dirname}/bin/tool',
          args: ['--all'],
          env: { A: '1', B: '2' },
          platform_overrides: {
            win32: { command: '${__dirname}${/}bin${/}tool.exe', env: { B: '3' } },
          },
        },
      },
    }),
  );
  expect(launchOf(manifest, 'linux')).toEqual({
    ...{ command: '${__dirname}/bin/tool', args: ['--all'], env: { A: '1', B: '2' } },
  });
  expect(launchOf(manifest, 'win32')).toEqual({
    ...{ command: '${__dirname}${/}bin${/}tool.exe', args: ['--all'], env: { A: '1', B: '3' } },
  });
  expect(executablesOf(manifest, 'linux')).toEqual(new Set(['bin/tool']));
  expect(executablesOf(manifest, 'win32')).toEqual(new Set(['bin/tool', 'bin/tool.exe']));
});

test('one of type uv that says nothing is run by uv; of others only its own program is executable', () => {
  const server = { type: 'uv', entry_point: 'src/server.py' };
  const manifest = parse(echoManifest({ manifest_version: '0.4', server }));
  expect(launchOf(manifest, 'linux')).toEqual({
    ...{ command: 'uv', args: ['run', '--directory', '${__dirname}', 'src/server.py'], env: {} },
  });
  expect(executablesOf(manifest, 'linux')).toEqual(new Set());
  expect(executablesOf(parse(echoManifest()), 'linux')).toEqual(new Set());
});
