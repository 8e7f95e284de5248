/** What a server asks about a call that its client has given up must reach nobody else. */
import { expect, test } from 'vitest';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { serverEntry } from '../../harness/servers.ts';
import { META } from '../../servers/lib/modern-spec.ts';

test('a late question about a cancelled call is refused, not put to the next request', async () => {
  await using hub = await startHub({ servers: { asking: serverEntry('asking') } });
  const first = call(hub);
  await hub.waitForState(({ servers }) => servers[0]?.instances[0]?.callsInFlight === 1);
  first.hangUp();
  await hub.waitForState(({ servers }) => servers[0]?.instances[0]?.callsInFlight === 0);

  // Of the same client, so that it would have the same session; and it could be asked.
  const next = call(hub);
  await expect.poll(() => lateAnswer(hub)).toContain('"error":{"code":-32601');
  expect(next.answered()).toBe(false);
  next.hangUp();
});

function call(hub: TestHub) {
  const params = {
    name: 'asking__ask_too_late',
    arguments: {},
    _meta: {
      [META.protocolVersion]: '2026-07-28',
      [META.clientInfo]: { name: 'tester', version: '1' },
      [META.clientCapabilities]: { roots: {} },
    },
  };
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': params.name,
  };
  const giveUp = new AbortController();
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
  let answered = false;
  fetch(hub.url, { method: 'POST', headers, body, signal: giveUp.signal }).then(
    () => {
      answered = true;
    },
    () => {}, // It was given up.
  );
  return { hangUp: () => giveUp.abort(), answered: () => answered };
}

async function lateAnswer(hub: TestHub): Promise<string> {
  const lines = await hub.api.logs.recent({ server: 'asking' });
  return lines.find(({ text }) => text.startsWith('late answer: '))?.text ?? '';
}
