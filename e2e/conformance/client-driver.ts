/**
 * The hub as the client under test: the suite appends the URL of a server of its own.
 *
 *   node client-driver.ts <url>
 *
 * A fresh hub gets that server and nothing else. A client of the hub lists the tools and calls each
 * one, with inputs made from its schema, and accepts what it is asked with the defaults.
 */
import { startHub } from '../harness/hub.ts';
import { connectSocket } from '../harness/raw-client.ts';
import type { Json, RawClient } from '../harness/rpc-session.ts';

const url = process.argv.at(-1);
await using hub = await startHub({
  config: { naming: 'bare' },
  servers: { suite: { transport: 'http', url } },
});
await hub.api.servers.start({ id: 'suite' });
await using client = await connectSocket(hub, { capabilities: { elicitation: {} } });
client.onRequest('elicitation/create', ({ requestedSchema }) => ({
  action: 'accept',
  content: defaultsOf(requestedSchema),
}));
await callEveryTool(client);

async function callEveryTool(client: RawClient): Promise<void> {
  const { result, error } = await client.request('tools/list');
  if (error) throw new Error(`tools/list failed: ${JSON.stringify(error)}`);
  for (const { name, inputSchema } of result.tools) {
    await client.callTool(name, inputsFor(inputSchema));
  }
}

function inputsFor(schema: Json): object {
  const samples: Json = { string: 'text', number: 5, integer: 5, boolean: true };
  return mapProperties(schema, (property) => property.default ?? samples[property.type]);
}

function defaultsOf(schema: Json): object {
  return mapProperties(schema, (property) => property.default);
}

function mapProperties(schema: Json, sampleOf: (property: Json) => unknown): object {
  const entries = Object.entries<Json>(schema.properties ?? {});
  return Object.fromEntries(entries.map(([key, property]) => [key, sampleOf(property)]));
}
