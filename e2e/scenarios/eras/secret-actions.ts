/** What the clients of crossed-wires.test.ts do; each action says what it came to. */
import { setTimeout as pause } from 'node:timers/promises';
import type { TestHub } from '../../harness/hub.ts';
import type { Answer } from '../../harness/rpc-session.ts';
import { reconnect, type SecretClient } from './secret-client.ts';

/** `refused`: no answer of the server, but for a good reason, such as its crash. */
export type Came = 'answered' | 'refused';
export type Action = (client: SecretClient, hub: TestHub) => Promise<Came>;

/** Tools that give back what they were given: arguments, or the answers to their questions. */
const repeating: Record<string, (secret: string) => object> = {
  echo__echo: (secret) => ({ secret }),
  twin__echo: (secret) => ({ [secret]: [secret] }),
  twin__request_text: (secret) => ({ secret }),
  modern__echo: (secret) => ({ secret }),
  modern__request_text: (secret) => ({ secret }),
  remote__echo: (text) => ({ text }),
  modernhttp__echo: (secret) => ({ secret }),
  modernhttp__mirrored: (secret) => ({ plain: secret }),
  asking__ask_elicitation: (message) => ({ message }),
  asking__ask_sampling: (text) => ({ text }),
  asking__ask_roots: () => ({}),
  twin__ask_several: (text) => ({ text }),
  twin__ask_rounds: (text) => ({ n: 2, text }),
  modern__ask_elicitation: (message) => ({ message }),
  modern__ask_several: (text) => ({ text }),
  modern__ask_rounds: (text) => ({ n: 3, text }),
  modernhttp__ask_sampling: (text) => ({ text }),
  modernhttp__ask_several: (text) => ({ text }),
  remote__ask: (message) => ({ message }),
};

/** Tools that say it on the way to an answer that does not hold it. */
const telling: Record<string, (secret: string) => object> = {
  echo__log: (text) => ({ level: 'error', text }),
  echo__touch: (secret) => ({ uri: `echo://item/${secret}` }),
  twin__burst: (text) => ({ steps: 5, text }),
  twin__progress: (text) => ({ steps: 20, text }),
  modern__burst: (text) => ({ steps: 5, text }),
  modern__log: (text) => ({ level: 'error', text }),
  modern__add_tool: () => ({ name: 'added' }),
  modern__send_request: (message) => ({ message }),
  modernhttp__burst: (text) => ({ steps: 5, text }),
  modernhttp__progress: (text) => ({ steps: 20, text }),
  modernhttp__send_request: (message) => ({ message }),
  slow__sleep: () => ({ ms: 40, every: 10 }),
};

/** Longer than their `call_timeout`; the answer comes all the same, when nobody waits any more. */
const late: Record<string, (secret: string) => object> = {
  hasty__sleep: () => ({ ms: 5_000, ignore_cancel: true }),
  hastymodern__sleep: (text) => ({ ms: 5_000, ignore_cancel: true, text }),
};

/** Cancelled as soon as they have begun. */
const endless = ['slow__sleep', 'modern__sleep', 'modernhttp__sleep', 'modern__ask_elicitation'];

export const actions: Record<string, Action> = {
  ...mapped(repeating, (tool, argsOf) => async (client) => {
    const answer = await client.connection.call(tool, argsOf(client.secret));
    const text = JSON.stringify(answer);
    if (isFailure(answer)) return 'refused';
    if (text.includes(client.secret)) return 'answered';
    throw new Error(`${client.name} got somebody else's answer from ${tool}: ${text}`);
  }),
  ...mapped(telling, (tool, argsOf) => async (client) => {
    const answer = await client.connection.call(tool, argsOf(client.secret));
    return isFailure(answer) ? 'refused' : 'answered';
  }),
  ...mapped(
    Object.fromEntries(endless.map((tool) => [tool, tool])),
    (tool) => async (client) => {
      const { answer, cancel } = client.connection.start(tool, sleepy(client.secret));
      answer.catch(() => {});
      await Promise.race([answer.catch(() => {}), pause(30)]);
      cancel();
      return 'answered';
    },
    'cancel ',
  ),
  ...mapped(late, (tool, argsOf) => async (client) => {
    const answer = await client.connection.call(tool, argsOf(client.secret));
    if (isFailure(answer)) return 'refused';
    throw new Error(`${tool} was answered though it took too long: ${JSON.stringify(answer)}`);
  }),
  async read_resource(client) {
    const answer = await client.connection.read(`modern://item/${client.secret}`);
    return isFailure(answer) ? 'refused' : 'answered';
  },
  async reconnect_in_a_call(client, hub) {
    const { answer } = client.connection.start('modern__sleep', sleepy(client.secret));
    const other = client.connection.start('twin__ask_several', { text: client.secret });
    for (const one of [answer, other.answer]) one.catch(() => {});
    await reconnect(hub, client);
    return 'answered';
  },
};

/**
 * The server's last words are a secret of the client whose call ended it. Rare, since a server that
 * crashes all the time is not started any more.
 */
export const crashes: Record<string, Action> = mapped(
  { crashing__crash: {}, modern__crash: {}, twin__crash: {} },
  (tool) => async (client) => {
    await client.connection.call(tool, { stderr: [client.secret] });
    return 'refused';
  },
);

function sleepy(secret: string): object {
  return { ms: 60_000, every: 5, message: secret, text: secret };
}

/** An error, or what a model is told in its place. */
function isFailure({ error, result }: Answer): boolean {
  return error !== undefined || result?.isError === true || hasRefusal(result);
}

/** A shared legacy server answers with what it was refused. */
function hasRefusal(result: unknown): boolean {
  const text = JSON.stringify(result) ?? '';
  return /loom: |isError|McpError|\\"error\\"/.test(text) || text.includes('"{}"');
}

function mapped<T>(
  table: Record<string, T>,
  make: (tool: string, value: T) => Action,
  prefix = '',
): Record<string, Action> {
  const entries = Object.entries(table);
  return Object.fromEntries(entries.map(([tool, value]) => [prefix + tool, make(tool, value)]));
}
