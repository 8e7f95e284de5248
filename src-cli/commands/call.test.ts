import { expect, test } from 'vitest';
import { startFakeHub } from '../testing/fake-hub.ts';
import { echoTool } from '../testing/samples.ts';
import { openTerminal } from '../testing/terminal.ts';

test('tools lists name, server and first line', async () => {
  await using terminal = await openTerminal();
  await using _hub = await startFakeHub(terminal.io.paths);
  expect(await terminal.loom('tools', '--server', 'echo')).toBe(0);
  expect(terminal.stdout.text).toBe(
    'TOOL (1)   SERVER  DESCRIPTION\necho__say  echo    Says it again\n',
  );
  expect(await terminal.loom('tools', '--server', 'ehco')).toBe(4);
  expect(terminal.stderr.text).toContain('Did you mean "echo"?');
});

test('call turns key=value into what the input schema wants', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  const words = [
    'text=1',
    'times=3',
    'loud=true',
    'tags=["a"]',
    'either=4',
    'other=x=y',
    'raw:={"a":1}',
  ];
  expect(await terminal.loom('call', 'say', ...words)).toBe(0);
  expect(hub.calls[0]?.input).toEqual({
    text: '1',
    times: 3,
    loud: true,
    tags: ['a'],
    either: '4',
    other: 'x=y',
    raw: { a: 1 },
  });
  expect(terminal.stdout.text).toBe('hello\n');
});

test.each([
  [['{"text":"a"}'], { text: 'a' }],
  [[], {}],
])('call takes %j as its arguments', async (words, input) => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  expect(await terminal.loom('call', 'echo__say', ...words)).toBe(0);
  expect(hub.calls).toEqual([{ call: 'call echo__say', input }]);
});

test.each([
  [['{"text"'], 'no valid JSON'],
  [['times=three'], 'The value of "times" is no valid JSON: three'],
  [['word'], 'neither a JSON object nor key=value'],
])('call refuses %j', async (words, reason) => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  expect(await terminal.loom('call', 'echo__say', ...words)).toBe(2);
  expect(terminal.stderr.text).toContain(reason);
  expect(hub.calls).toEqual([]);
});

test('call sums up what is not text, and prints structured content where there is nothing else', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  hub.toolResult = {
    content: [
      { type: 'text', text: 'before\u001b[31m' },
      { type: 'image', mimeType: 'image/png', data: 'A'.repeat(4000) },
      { type: 'resource_link', name: 'notes', uri: 'file:///notes' },
      { type: 'resource', resource: { uri: 'mem:1', mimeType: 'text/plain', text: 'abc' } },
    ],
  };
  await terminal.loom('call', 'say');
  expect(terminal.stdout.text).toBe(
    'before\u001b[31m\n[image, image/png, 2.9 KB]\n[resource_link, notes, file:///notes]\n' +
      '[resource, mem:1, text/plain, 3 B]\n',
  );
  terminal.stdout.text = '';
  hub.toolResult = { content: [], structuredContent: { a: 1 } };
  await terminal.loom('call', 'say');
  expect(JSON.parse(terminal.stdout.text)).toEqual({ a: 1 });
});

test('call exits 1 when the tool reports a failure; --json prints the raw result', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  hub.toolResult = { content: [{ type: 'text', text: 'no' }], isError: true, extra: [null] };
  expect(await terminal.loom('call', 'say', '--json')).toBe(1);
  expect(JSON.parse(terminal.stdout.text)).toEqual(hub.toolResult);
});

test('call suggests the tool that was meant', async () => {
  await using terminal = await openTerminal();
  await using _hub = await startFakeHub(terminal.io.paths);
  expect(await terminal.loom('call', 'echo_say')).toBe(4);
  expect(terminal.stderr.text).toContain(
    'error: There is no tool "echo_say".\n→ Did you mean "echo__say"? `loom tools`',
  );
});

test('call takes a bare name of several servers for none of them, and names all', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  hub.tools.push({ ...echoTool, name: 'twin__say', server: 'twin' });
  expect(await terminal.loom('call', 'say')).toBe(4);
  expect(terminal.stderr.text).toBe(
    'error: Several servers have a tool "say".\n→ Say which: echo__say, twin__say\n',
  );
});

test('call never suggests another server for a server that could not be listed', async () => {
  await using terminal = await openTerminal();
  await using _hub = await startFakeHub(terminal.io.paths);
  expect(await terminal.loom('call', 'away__say')).toBe(4);
  expect(terminal.stderr.text).toContain('because Unknown tool: away__say');
  expect(terminal.stderr.text).not.toContain('Did you mean "say"');
});

test('a spinner turns on a terminal while a call runs, and leaves nothing behind', async () => {
  await using terminal = await openTerminal({ columns: 60, env: { NO_COLOR: '1' } });
  await using _hub = await startFakeHub(terminal.io.paths);
  await terminal.loom('call', 'say');
  const eraseLine = '\r\u001b[K';
  expect(terminal.stderr.text).toContain(`${eraseLine}⠋ Calling say 0 s`);
  expect(terminal.stderr.text.endsWith(eraseLine)).toBe(true);
});
