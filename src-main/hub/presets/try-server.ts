import { type Cause, causeOf } from '../../../src-shared/domain/cause.ts';
import type { Config } from '../../../src-shared/domain/config.ts';
import type { ProbeResult } from '../../../src-shared/domain/preset.ts';
import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import { errorCodes, LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { idOf } from '../../../src-shared/wire/frame.ts';
import { parseText } from '../../../src-shared/wire/json-scan.ts';
import { fetchSurface } from '../catalog/fetch-surface.ts';
import type { Surface } from '../catalog/surface.ts';
import { itemText } from '../catalog/view.ts';
import { encode, errorMessage, resultMessage, rpcCodes } from '../mcp/message.ts';
import { usesProject } from '../registry/references.ts';
import { untilAborted } from '../upstreams/handshake.ts';
import { hideInError } from '../upstreams/hide-in-events.ts';
import type { OpenSpecLink } from '../upstreams/instance-options.ts';
import type { EraMemory } from '../upstreams/server-era.ts';
import { Supervisor } from '../upstreams/supervisor.ts';
import type { SupervisorTraffic } from '../upstreams/supervisor-traffic.ts';

/** How long a server that runs may take for all its lists. */
const listPatienceMs = 60_000;
/** What is shown of what it wrote. */
const shownLines = 50;

/** A server that is not in the registry. */
export interface Candidate {
  id: string;
  spec: ServerSpec;
  /** The folder that `${project}` stands for. */
  project: string;
}

export interface TryMeans {
  version: string;
  limits: Config['limits'];
  openLink: OpenSpecLink;
  /** Takes secrets out of what is told of a server. */
  hide(text: string): string;
  /** Whoever asked is gone. */
  signal: AbortSignal;
}

/**
 * Starts a server as the hub would, asks what it offers, and ends it. It has a supervisor of its own:
 * nothing of it is kept, and nobody else sees it. Nothing of it runs any more when this resolves.
 *
 * @throws LoomError only where whoever asked is gone; that a server fails is a result.
 */
export async function tryServer(candidate: Candidate, means: TryMeans): Promise<ProbeResult> {
  const stderr: string[] = [];
  const supervisor = openSupervisor(means, (line) => void stderr.push(line));
  const { signal } = means;
  try {
    const found = await meet(supervisor, candidate, signal);
    return { ok: true, ...found, stderr: stderr.slice(-shownLines) };
  } catch (thrown) {
    if (signal.aborted) throw new LoomError('hub-stopping', 'nobody waits for this any more');
    const error = hideInError(toLoomError(thrown), means.hide);
    const lines = last(stderr, error);
    return { ...nothing, error: error.message, ...toDo(error, lines), stderr: lines };
  } finally {
    await supervisor.close();
  }
}

const nothing = { ok: false, tools: [], prompts: 0, resources: 0 };

/** No command of ours shows the output of what is not in the registry. */
function toDo(error: LoomError, lines: readonly string[]): Cause & { remedy: string } {
  const { code, remedy } = error;
  if (remedy !== errorCodes['server-failed'].remedy || code !== 'server-failed') {
    return { ...causeOf(error), remedy };
  }
  if (lines.length > 0) {
    return { code, remedyId: 'output-says-why', remedy: 'What it wrote says why.' };
  }
  const remedyElse = 'It wrote nothing. Run the same command in a terminal to see more.';
  return { code, remedyId: 'run-in-terminal', remedy: remedyElse };
}

/** What it wrote while it failed may arrive after its failure. */
function last(seen: readonly string[], { stderr }: LoomError): string[] {
  return seen.length > 0 ? seen.slice(-shownLines) : stderr;
}

async function meet(
  supervisor: Supervisor,
  { id, spec, project }: Candidate,
  signal: AbortSignal,
): Promise<Omit<ProbeResult, 'ok' | 'stderr'>> {
  const began = performance.now();
  supervisor.apply({ [id]: { ...spec, enabled: true, start: 'on_demand' } });
  const instance = await untilAborted(supervisor.probe(id, project), signal);
  const startMs = Math.round(performance.now() - began);
  const { peer, answer } = instance;
  if (!answer) throw new LoomError('server-protocol', `server "${id}" gave no answer`);
  const over = AbortSignal.any([signal, AbortSignal.timeout(listPatienceMs)]);
  const listed = fetchSurface({ serverId: id, peer, answer, transport: spec.transport });
  return { startMs, ...describe(await untilAborted(listed, over).catch(notListed(id, over))) };
}

function notListed(id: string, over: AbortSignal): (thrown: unknown) => never {
  return (thrown) => {
    if (!over.aborted) throw thrown;
    const text = `server "${id}" did not list what it offers within ${listPatienceMs / 1000} s`;
    throw new LoomError('server-timeout', text, { server: id });
  };
}

function describe({ initialize, lists }: Surface): Omit<ProbeResult, 'ok' | 'stderr' | 'startMs'> {
  const { serverInfo } = (parseText(initialize, { start: 0, end: initialize.length }) ?? {}) as {
    serverInfo?: { name?: unknown; version?: unknown };
  };
  return {
    ...(serverInfo && {
      serverInfo: { name: textIn(serverInfo.name), version: textIn(serverInfo.version) },
    }),
    tools: lists.tools.map(({ key, text }) => ({
      name: key,
      description: itemText(text, 'description'),
    })),
    prompts: lists.prompts.length,
    resources: lists.resources.length + lists.resourceTemplates.length,
  };
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function openSupervisor(means: TryMeans, onLine: (line: string) => void): Supervisor {
  const { version, limits, openLink, hide } = means;
  return new Supervisor({
    version,
    limits,
    openLink,
    hide,
    usesProject,
    mustRestart: () => true,
    isInteractive: () => false,
    eras: createEraMemory(),
    onLogLine: ({ text }) => onLine(text),
    traffic,
  });
}

/** What is found out about its era lasts for this one try. */
function createEraMemory(): EraMemory {
  let known: ReturnType<EraMemory['of']>;
  return {
    of: () => known,
    learn(_spec, verdict) {
      known = { verdict, at: Date.now() };
    },
    forget() {
      known = undefined;
    },
  };
}

/** There is no client whom it could ask something. */
const traffic: SupervisorTraffic = {
  request({ peer }, frame) {
    const id = idOf(frame);
    if (frame.method === 'ping') peer.send(resultMessage(id, encode({})));
    else peer.send(errorMessage(id, rpcCodes.methodNotFound, 'loom: there is no client'));
  },
  notification() {},
  ready() {},
  joined() {},
  due() {},
  ended() {},
  failed() {},
  renewed() {},
  warning() {},
  changed() {},
};
