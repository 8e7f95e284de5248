import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { HttpServer } from '../../../src-shared/domain/server.ts';
import { streamableHttp } from './streamable-http.ts';
import { startHttpServer } from './testing/http-server.ts';
import { recordEvents, request } from './testing/link-events.ts';

/** What a request fails with when the server answers it so, without where and when. */
async function failureFrom(answer: (response: ServerResponse) => void): Promise<string> {
  await using server = await startHttpServer(({ response }) => answer(response));
  const events = recordEvents();
  const link = await streamableHttp(
    HttpServer.parse({ transport: 'http', url: server.url }),
    events,
    { serverId: 'docs', maxMessage: 1e6, signal: new AbortController().signal },
  );
  link.send(request(1, 'tools/call'));
  await events.until(() => events.failures.has(1));
  await link.close();
  return events.failures.get(1)?.message.replace(/^.* at \S+ /, '') ?? '';
}

const json = { 'content-type': 'application/json' };

test('what a server says in a refusal is quoted', async () => {
  const said = await failureFrom((response) =>
    response.writeHead(500, json).end('{"error":{"message":"out of\\n disk"}}'),
  );
  expect(said).toBe('refused the request (500 Internal Server Error): out of disk');
});

test('nothing is quoted of a body that came compressed, or is no text', async () => {
  const refused = 'refused the request (500 Internal Server Error)';
  const body = gzipSync('{"error":"out of disk"}');
  for (const headers of [{ ...json, 'content-encoding': 'gzip' }, json]) {
    expect(await failureFrom((response) => response.writeHead(500, headers).end(body))).toBe(
      refused,
    );
  }
  const answered = await failureFrom((response) => response.writeHead(200, json).end(body));
  expect(answered).toBe('answered 200 without an answer');
});

test('what would steer a terminal is not quoted', async () => {
  const text = 'a\u001b[31mb\u0000\u009bc\u202ed';
  for (const body of [text, JSON.stringify({ error: text })]) {
    expect(await failureFrom((response) => response.writeHead(500).end(body))).toMatch(
      /: a \[31mb c d$/,
    );
  }
});
