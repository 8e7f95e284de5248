import { realpathSync } from 'node:fs';
import { arch, release } from 'node:os';
import type { LogLine } from '../../../../src-shared/contract/logs.ts';
import type { DoctorCheck } from '../../../../src-shared/domain/doctor.ts';
import type { HubState, ServerView } from '../../../../src-shared/domain/hub-state.ts';
import type { Registry } from '../../../../src-shared/domain/registry.ts';
import type { HubService } from '../../api/hub-service.ts';
import { within } from '../../platform/within.ts';
import { plainValues } from './plain-values.ts';
import { shownEntry } from './shown-entry.ts';
import { stripSecrets } from './strip-secrets.ts';

export interface DiagnosticsParts {
  state: HubState;
  checks: readonly DoctorCheck[];
  home: string;
  registry(): Registry;
  settings: Pick<HubService['settings'], 'list'>;
  /** The hub's own last lines. */
  hubLines(): readonly LogLine[];
  /** The last lines that a server wrote to stderr. */
  serverLines(serverId: string): readonly string[];
  /** Every secret of the vault. */
  vaultSecrets(): Promise<readonly string[]>;
  /** Those that servers were given so far. */
  givenSecrets(): Iterable<string>;
}

const mostHubLines = 200;
const mostServerLines = 20;
/** A keychain may wait for a person. */
const patienceMs = 2_000;

/**
 * Facts for a bug report as JSON. Nothing is taken over whole: each fact is named here, and all texts
 * are searched for secrets besides.
 */
export async function writeDiagnostics(parts: DiagnosticsParts): Promise<string> {
  const { home, registry } = parts;
  const kept = await within(patienceMs, parts.vaultSecrets(), []);
  const secrets = [...kept, ...parts.givenSecrets(), ...plainValues(registry())];
  const content = { ...describeHub(parts), settings: await changedSettings(parts) };
  const stripped = await stripSecrets(content, { secrets, homes: [home, realHome(home)] });
  return `${JSON.stringify(stripped, null, 2)}\n`;
}

function describeHub(parts: DiagnosticsParts): object {
  const { state, checks } = parts;
  const { version, host, startedAt, endpoint, files, problems, clients, sessions } = state;
  return {
    made: new Date().toISOString(),
    loom: { version, host, upSeconds: Math.round((Date.now() - startedAt) / 1000) },
    system: { platform: process.platform, release: release(), arch: arch() },
    runtime: { node: process.versions.node, electron: process.versions.electron },
    endpoint: { socket: endpoint.socket, http: endpoint.http, asksForToken: endpoint.asksForToken },
    files,
    checks,
    problems,
    servers: state.servers.map((server) => describeServer(server, parts)),
    clients: clients.map(({ client, version: own, proof, sessions: open, drifted }) => ({
      ...{ client, version: own, proof: proof.phase, sessions: open, drifted: drifted.length },
    })),
    sessions: sessions.map(({ client, version: own, carrier, era, profile, project }) => ({
      ...{ client, version: own, carrier, era, profile, hasProject: project !== undefined },
    })),
    log: parts
      .hubLines()
      .slice(-mostHubLines)
      .map(({ at, text }) => `${timeOf(at)} ${text}`),
  };
}

function describeServer(server: ServerView, { registry, serverLines }: DiagnosticsParts): object {
  const { id, transport, scope, interactive, era, health, surface, calls, errors, warning } =
    server;
  const { servers } = registry();
  const spec = Object.hasOwn(servers, id) ? servers[id] : undefined;
  return {
    ...{ id, transport, scope, interactive, era, health, surface, calls, errors, warning },
    definition: spec && shownEntry(spec),
    instances: server.instances.map(({ key, state, era: spoken, sessions, callsInFlight }) => ({
      // Behind the kind stands a folder or a session.
      ...{ kind: key.replace(/^(modern:)?(\w+).*$/s, '$1$2'), phase: state.phase },
      ...{ era: spoken, sessions, callsInFlight },
    })),
    // What a server that works has to say is nobody else's.
    stderr: isTroubled(health) ? serverLines(id).slice(-mostServerLines) : [],
  };
}

function isTroubled(health: ServerView['health']): boolean {
  return 'error' in health || health.phase === 'starting';
}

/** What is set otherwise than usual; a broken file is among the checks. */
async function changedSettings({ settings }: DiagnosticsParts): Promise<object[]> {
  const list = await settings.list().catch(() => ({ settings: [] }));
  return list.settings
    .filter(({ value, default: usual }) => JSON.stringify(value) !== JSON.stringify(usual))
    .map(({ key, value, overriddenBy }) => ({ setting: key, value, overriddenBy }));
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}

function realHome(home: string): string {
  try {
    return realpathSync(home);
  } catch {
    return home;
  }
}
