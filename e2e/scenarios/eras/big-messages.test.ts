/**
 * Large messages between all eras, over every way; protocol/big-messages.test.ts looks closer at the
 * legacy one.
 */
import { describe, expect, test } from 'vitest';
import { type HubOptions, startHub } from '../../harness/hub.ts';
import { connectProxy } from '../../harness/raw-client.ts';
import { type Answer, jsonOf, textOf } from '../../harness/rpc-session.ts';
import { serverEntry, startModernHttpServer } from '../../harness/servers.ts';
import { digestOf, numbersIn, numbersText } from '../../servers/lib/big-tools.ts';
import { pausingWays } from './paused-transfers.ts';
import { type Speaker, ways } from './speakers.ts';

interface BigServer extends AsyncDisposable {
  entry: object;
}

const onStdio = (file: string) => async (): Promise<BigServer> => ({
  entry: serverEntry(file),
  [Symbol.asyncDispose]: async () => {},
});

/** Each has the tools of lib/big-tools.ts. */
const upstreams = [
  { name: 'a legacy server', start: onStdio('big') },
  { name: 'a modern server on stdio', start: onStdio('modern') },
  {
    name: 'a modern server over HTTP',
    async start(): Promise<BigServer> {
      const server = await startModernHttpServer();
      return {
        entry: { transport: 'http', url: server.url },
        [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
      };
    },
  },
];

const pairs = upstreams.flatMap((upstream) => ways.map((way) => ({ ...way, ...upstream })));

describe.each(pairs)('a $era client over $via and $name', ({ connect, start }) => {
  async function startBig(config: HubOptions['config'] = {}) {
    const big = await start();
    const hub = await startHub({ servers: { big: big.entry, slow: serverEntry('slow') }, config });
    return {
      hub,
      async [Symbol.asyncDispose]() {
        await hub[Symbol.asyncDispose]();
        await big[Symbol.asyncDispose]();
      },
    };
  }

  test('numbers that JavaScript would change come through 10 MB as they are', async () => {
    await using big = await startBig();
    await using client = await connect(big.hub);
    const line = await callRaw(client, 'big__numbers', '{"mb":10}');
    const digest = digestOf(numbersIn(line));
    expect(digest.bytes).toBeGreaterThan(10_000_000);
    expect(digest.sha256).toBe(resultIn(line)._meta['test/sha256']);
    expect(line).toMatch(/"last":-0\b/);
    const values = numbersText(10);
    const received = await call(client, 'big__digest_numbers', `{"values":${values}}`);
    expect(jsonOf(received)).toEqual(digestOf(values));
  });

  test('a result of 60 MB and arguments of 30 MB arrive whole', async () => {
    await using big = await startBig();
    await using client = await connect(big.hub);
    expectWhole(await callRaw(client, 'big__big', '{"mb":60}'));
    const text = 'Grüße, "quoted" \\ 😀\n'.repeat(1_300_000);
    const received = await call(client, 'big__digest', JSON.stringify({ text }));
    expect(jsonOf(received)).toEqual(digestOf(text));
  });

  test('what is above the limit fails with a clear error, and nobody else is harmed', async () => {
    await using big = await startBig({ limits: { max_message: '1MB' } });
    await using client = await connect(big.hub);
    await using other = await connectProxy(big.hub);
    const running = other.callTool('slow__sleep', { ms: 500 });
    const result = await call(client, 'big__big', '{"mb":2}');
    expect(messageOf(result)).toMatch(/loom: .*"big".* (longer|larger) than (the )?1048576 bytes/);
    const text = 'x'.repeat(2_000_000);
    const request = await call(client, 'big__digest', JSON.stringify({ text }));
    expect(messageOf(request)).toMatch(/loom: .*longer than the limit of 1 MB/);
    expect(textOf(await call(client, 'slow__ok', '{}'))).toBe('ok');
    expect(jsonOf(await call(client, 'big__digest', '{"text":"x"}')).bytes).toBe(1);
    expect(textOf(await running)).toBe('slept 500 ms');
  });
});

// More than the limit that holds where none is set.
const mb = 140;
const raised = { limits: { max_message: '160MB' } };

test.each(pausingWays)(
  'while a $era client over $via reads 140 MB of the other era, others call on',
  async ({ era, call: callPausing }) => {
    const file = era === 'legacy' ? 'modern' : 'big';
    const servers = { big: serverEntry(file), slow: serverEntry('slow') };
    await using hub = await startHub({ servers, config: raised });
    await using other = await connectProxy(hub);
    await using transfer = await callPausing(hub, 'big__big', { mb });
    expect(textOf(await other.callTool('slow__ok'))).toBe('ok');
    // The server has done its part; it is the client that takes its time.
    expect(jsonOf(await other.callTool('big__digest', { text: 'x' })).bytes).toBe(1);
    expectWhole(await transfer.finish());
  },
);

let lastId = 0;

function callRaw(client: Speaker, tool: string, input: string): Promise<string> {
  lastId += 1;
  const envelope = client.envelope && `,"_meta":{${client.envelope}}`;
  const params = `{"name":"${tool}","arguments":${input}${envelope}}`;
  return client.ask(`{"jsonrpc":"2.0","id":"${lastId}","method":"tools/call","params":${params}}`);
}

async function call(client: Speaker, tool: string, input: string): Promise<Answer> {
  return JSON.parse(await callRaw(client, tool, input));
}

function resultIn(line: string) {
  const { result, error }: Answer = JSON.parse(line);
  if (error) throw new Error(error.message);
  return result;
}

/** An answer of `big`. */
function expectWhole(line: string): void {
  const { content, _meta } = resultIn(line);
  const [{ text }] = content;
  expect(text.length).toBe(_meta['test/characters']);
  expect(digestOf(text).sha256).toBe(_meta['test/sha256']);
}

function messageOf(answer: Answer): string {
  return answer.error?.message ?? textOf(answer);
}
