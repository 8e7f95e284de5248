/** Clients of the hub, of either era behind one face: each accepts what it is asked by the defaults. */
import type { TestHub } from '../harness/hub.ts';
import { connectModernSocket } from '../harness/modern-lines.ts';
import { connectSocket } from '../harness/raw-client.ts';
import type { Json } from '../harness/rpc-session.ts';

export interface ScenarioClient extends AsyncDisposable {
  /** What the hub says it can do. */
  capabilities: Json;
  /** Resolves to the result, once the server has all the input that it needs. Rejects on an error. */
  ask(method: string, params?: object): Promise<Json>;
}

const capabilities = { elicitation: { form: {} } };

export async function connectLegacy(hub: TestHub): Promise<ScenarioClient> {
  const client = await connectSocket(hub, { capabilities });
  client.onRequest('elicitation/create', accept);
  const [initialized = ''] = client.received;
  return {
    capabilities: JSON.parse(initialized).result.capabilities,
    async ask(method, params) {
      const { result, error } = await client.request(method, params);
      return error ? refused(method, error) : result;
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

export async function connectModern(hub: TestHub): Promise<ScenarioClient> {
  const client = await connectModernSocket(hub, { capabilities });
  const ask: ScenarioClient['ask'] = async (method, params = {}) => {
    const answered = await client.requestAnswering(method, params, (_key, asked) =>
      accept(asked.params),
    );
    return answered.error ? refused(method, answered.error) : answered.result;
  };
  const discovered = await ask('server/discover');
  return {
    capabilities: discovered.capabilities,
    ask,
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

function accept({ requestedSchema }: Json): object {
  const properties = Object.entries<Json>(requestedSchema?.properties ?? {});
  const content = properties.map(([name, property]) => [name, property.default]);
  return { action: 'accept', content: Object.fromEntries(content) };
}

function refused(method: string, error: object): never {
  throw new Error(`${method} was refused: ${JSON.stringify(error)}`);
}
