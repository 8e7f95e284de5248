import { join } from 'node:path';
import { Validator } from '@cfworker/json-schema';
import { expect, test } from 'vitest';
import { contract } from '../../../src-shared/contract/index.ts';
import { emptyState } from '../../../src-shared/domain/testing/sample-state.ts';
import { serveRequests } from './serve-requests.ts';
import { createFakeService } from './testing/fake-service.ts';
import { writeOpenApi } from './testing/write-openapi.ts';

const file = join(import.meta.dirname, '../../../docs/openapi.json');
const document = JSON.parse(writeOpenApi());
const serve = serveRequests({ service: createFakeService(emptyState), log: { error: () => {} } });

test('docs/openapi.json says what the contract says (node scripts/openapi.js)', async () => {
  await expect(writeOpenApi()).toMatchFileSnapshot(file);
});

test('every call has its path', () => {
  const paths = Object.entries(contract).flatMap(([group, calls]) =>
    Object.keys(calls).map((name) => `/${group}/${name}`),
  );
  expect(Object.keys(document.paths)).toEqual(paths);
});

test('whatever it refers to is there', () => {
  const refs = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
  const names = [...refs].map(([, name]) => name);
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(names));
  expect(JSON.stringify(document)).not.toContain('$defs');
});

test('a call is answered as it says', async () => {
  const response = await post('/hub/state');
  expect(response.status).toBe(200);
  const { schema } = document.paths['/hub/state'].post.responses[200].content['application/json'];
  expectValid(schema, await response.json());
});

test('an event stream says so, and is one', async () => {
  const { post: call } = document.paths['/hub/changes'];
  expect(call['x-event-stream']).toBe(true);
  const response = await post('/hub/changes');
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!/^event: message\ndata: (.*)\n/m.test(text)) text += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  const [, data = ''] = /^event: message\ndata: (.*)\n/m.exec(text) ?? [];
  expectValid(call.responses[200].content['text/event-stream'].schema, JSON.parse(data));
});

test.each([
  ['what the hub refuses', { id: 'twice', entry: { transport: 'stdio', command: 'true' } }],
  ['what the schema refuses', { id: 5 }],
])('%s fails as it says', async (_, json) => {
  const response = await post('/servers/add', { json });
  expect(response.status).toBe(500);
  const { content } = document.components.responses.LOOM;
  expectValid(content['application/json'].schema, await response.json());
});

async function post(path: string, body?: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  const request = new Request(`http://127.0.0.1/api${path}`, {
    method: 'POST',
    ...(body && { headers, body: JSON.stringify(body) }),
  });
  const response = await serve(request);
  if (!response) throw new Error(`${path} is not served`);
  return response;
}

function expectValid(schema: object, value: unknown): void {
  const { components } = document;
  expect(new Validator({ ...schema, components }, '2020-12').validate(value).errors).toEqual([]);
}
