import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { printYaml } from './print-yaml.ts';

test('is read as what it was', () => {
  const entry = {
    transport: 'stdio',
    command: 'npx',
    args: ['-y', '@scope/server@1.0', 'yes', '8080', '${project}', '', 'two\nlines', 'a: b', '# x'],
    env: { TOKEN: '${secret:TOKEN}', 'odd key': 'null', EMPTY: '' },
    enabled: false,
    max_concurrent: 4,
    tools: { deny: ['delete_*'], allow: [] },
  };
  expect(parse(printYaml(entry))).toEqual(entry);
});

test('leaves plain words without quotes', () => {
  expect(printYaml({ command: 'npx', args: ['-y', 'x'] })).toBe(
    'command: npx\nargs:\n  - "-y"\n  - x',
  );
});
