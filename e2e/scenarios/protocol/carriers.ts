/** Both ways in, so that a scenario can run through each. */
import { connectHttp } from '../../harness/http-client.ts';
import type { TestHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import type { InitializeOptions, Json, RawClient } from '../../harness/rpc-session.ts';

export type Connect = (hub: TestHub, options?: InitializeOptions) => Promise<RawClient>;

export const carriers: readonly { via: string; connect: Connect }[] = [
  { via: 'proxy', connect: connectProxy },
  { via: 'HTTP', connect: connectHttp },
];

/** A list's items, each by the given member. */
export async function listed(client: RawClient, kind: ListKind): Promise<string[]> {
  const { method, key } = lists[kind];
  const { result, error } = await client.request(method);
  if (error) throw new Error(`${method} failed: ${JSON.stringify(error)}`);
  return result[kind].map((item: Json) => item[key]);
}

const lists = {
  tools: { method: 'tools/list', key: 'name' },
  prompts: { method: 'prompts/list', key: 'name' },
  resources: { method: 'resources/list', key: 'uri' },
  resourceTemplates: { method: 'resources/templates/list', key: 'uriTemplate' },
} as const;

export type ListKind = keyof typeof lists;

/** How many notifications of this method have come. */
export function countOf(client: RawClient, method: string): number {
  return client.received.filter((line) => JSON.parse(line).method === method).length;
}

/** The methods of all list_changed notifications that have come. */
export function listChanges(client: RawClient): string[] {
  const methods = client.received.map((line) => String(JSON.parse(line).method));
  return methods.filter((method) => method.endsWith('/list_changed'));
}

/** Has the hub learn what its servers offer, so that they are known when the next client comes. */
export async function learnServers(hub: TestHub): Promise<void> {
  await using client = await connectSocket(hub);
  await client.request('tools/list');
}

/** The hub has nothing more to say to this client: what was sent before has come. */
export async function settled(client: RawClient, ms = 400): Promise<void> {
  await client.request('ping');
  await new Promise((resolve) => setTimeout(resolve, ms));
  await client.request('ping');
}
