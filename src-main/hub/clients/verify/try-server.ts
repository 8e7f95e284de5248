import { z } from 'zod';
import type { ServerSpec } from '../../../../src-shared/domain/server.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import { parseText } from '../../../../src-shared/wire/json-scan.ts';
import type { ChildRecord } from '../../platform/child-record.ts';
import { untilAborted } from '../../upstreams/handshake.ts';
import { createTransports, openLinkWith } from '../../upstreams/index.ts';
import { Instance, type InstanceTraffic } from '../../upstreams/instance.ts';
import type { LinkEvents } from '../../upstreams/link.ts';
import { ServerLog } from '../../upstreams/server-log.ts';
import { verifierName } from './verifier-name.ts';

export interface Trial {
  name: string;
  spec: ServerSpec;
  /** The whole environment of its process, but for what the spec adds. */
  env: Record<string, string>;
  version: string;
  /** For the handshake, and for each answer after it, in milliseconds. */
  patienceMs: number;
  record: ChildRecord;
}

export interface TrialResult {
  tools: number;
  /** From the start to the answered handshake, in milliseconds. */
  handshakeMs: number;
}

const longestAnswer = 64 * 1024 ** 2;

/**
 * Starts a server as its client would, shakes hands, asks for its tools, pings it, and ends it.
 *
 * @throws LoomError with what went wrong; ServerRefusal where it answers with an error.
 */
export async function tryServer(trial: Trial): Promise<TrialResult> {
  const began = performance.now();
  const instance = openInstance(trial);
  try {
    await instance.ready;
    const handshakeMs = Math.round(performance.now() - began);
    const ask = (method: string) =>
      untilAborted(instance.peer.ask(method), AbortSignal.timeout(trial.patienceMs));
    const { bytes, body } = await ask('tools/list');
    const { tools } = ToolsResult.parse(parseText(bytes, body));
    await ask('ping');
    return { tools: tools.length, handshakeMs };
  } finally {
    await instance.close(new LoomError('hub-stopping', 'it was tried, and is ended'));
  }
}

const ToolsResult = z.object({ tools: z.array(z.unknown()) });

function openInstance({ name, spec, env, version, patienceMs, record }: Trial): Instance {
  const open = openLinkWith(createTransports({ record, childEnv: async () => env }));
  const client = { name: verifierName, version };
  return new Instance({
    serverId: name,
    key: 'verify',
    spec,
    maxConcurrent: 1,
    startTimeoutMs: patienceMs,
    hide: (text) => text,
    log: new ServerLog(32 * 1024, () => {}),
    greeting: { eras: ['legacy'], client: { capabilities: {}, clientInfo: client }, hub: client },
    eraIsOld: false,
    openLink: (events: LinkEvents, signal) =>
      open(spec, events, { serverId: name, maxMessage: longestAnswer, era: 'legacy', signal }),
    traffic: deaf,
  });
}

/** What else it has to say is nobody's business here. */
const deaf: InstanceTraffic = {
  request() {},
  notification() {},
  warning() {},
  eraDoubted() {},
  renewed() {},
  changed() {},
  ended() {},
};
