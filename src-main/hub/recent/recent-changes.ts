import { basename } from 'node:path';
import type { HubProblem, ServerHealth } from '../../../src-shared/domain/hub-state.ts';
import type { HubService } from '../api/hub-service.ts';
import type { RegistryDiff } from '../registry/diff-registry.ts';

export type RecentChange = ReturnType<HubService['recent']>[number];

/** More than a page shows. */
const most = 200;
/** Health passes through phases in a moment; only where it settles is told. */
const settleMs = 100;

/** As much of the hub's state as is watched. */
export interface Watched {
  servers: readonly { id: string; health: ServerHealth }[];
  /** Names of those that are connected. */
  clients: readonly string[];
  problems: readonly HubProblem[];
}

/** What changed lately, for people: kept in memory only, the newest first. */
export class RecentChanges {
  readonly #state: () => Watched;
  #list: readonly RecentChange[] = [];
  #seen: Seen;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param state - the hub's, whenever it is looked at; what is there now is no change. */
  constructor(state: () => Watched) {
    this.#state = state;
    this.#seen = seenIn(state());
  }

  /** Something may have changed: looked at soon, since changes come in bursts. */
  changed(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => this.#look(), settleMs).unref();
  }

  /** registry.yaml says something else. */
  registryChanged({ added, changed, removed, profilesChanged }: RegistryDiff): void {
    const tell = (about: string, text: string) =>
      this.note({ kind: 'registry', about, text, tone: 'plain' });
    for (const id of added) tell(id, 'added');
    for (const id of changed) tell(id, 'changed in registry.yaml');
    for (const id of removed) tell(id, 'removed');
    if (profilesChanged) tell('profiles', 'changed in registry.yaml');
  }

  /** What was said of the same thing before is said once, with the later time. */
  note(change: Omit<RecentChange, 'at'>): void {
    const { kind, about, text } = change;
    const isSame = (old: RecentChange) =>
      old.kind === kind && old.about === about && withoutNumbers(old.text) === withoutNumbers(text);
    const others = this.#list.filter((old) => !isSame(old));
    this.#list = [{ at: Date.now(), ...change }, ...others].slice(0, most);
  }

  list(): RecentChange[] {
    this.#look();
    return [...this.#list];
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #look(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const now = seenIn(this.#state());
    const before = this.#seen;
    this.#seen = now;
    for (const change of differences(before, now)) this.note(change);
  }
}

interface Seen {
  servers: Map<string, ServerHealth>;
  clients: Set<string>;
  /** What each is about, by its message without numbers. */
  problems: Map<string, { text: string; about: string }>;
}

function seenIn({ servers, clients, problems }: Watched): Seen {
  return {
    servers: new Map(servers.map(({ id, health }) => [id, health])),
    clients: new Set(clients),
    problems: new Map(
      problems.map(({ message: text, file }) => {
        const about = file === undefined ? 'hub' : basename(file);
        return [withoutNumbers(text), { text, about }];
      }),
    ),
  };
}

/** They count something, or say how long it took: the matter is the same. */
function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, '#');
}

type Change = Omit<RecentChange, 'at'>;

function* differences(before: Seen, now: Seen): Generator<Change> {
  for (const [about, health] of now.servers) {
    const old = before.servers.get(about);
    const told = old?.phase !== health.phase && describeHealth(health, old);
    if (told) yield { kind: 'server', about, ...told };
  }
  for (const about of now.clients.difference(before.clients)) {
    yield { kind: 'client', about, text: 'connected', tone: 'ok' };
  }
  for (const about of before.clients.difference(now.clients)) {
    yield { kind: 'client', about, text: 'disconnected', tone: 'plain' };
  }
  for (const [key, problem] of now.problems) {
    if (!before.problems.has(key)) yield { kind: 'hub', ...problem, tone: 'attention' };
  }
  for (const [key, { about, text }] of before.problems) {
    if (now.problems.has(key)) continue;
    yield { kind: 'hub', about, text: `settled: ${text}`, tone: 'ok' };
  }
}

/** Undefined for what is on its way to something else, or the usual rest. */
function describeHealth(
  health: ServerHealth,
  before: ServerHealth | undefined,
): Pick<Change, 'text' | 'tone'> | undefined {
  switch (health.phase) {
    case 'failed':
      return { text: `failed: ${health.error}`, tone: 'failed' };
    case 'backing-off':
      return { text: `stopped, tries again: ${health.error}`, tone: 'attention' };
    case 'waiting':
      return { text: `waits for ${health.awaits}`, tone: 'attention' };
    case 'ready':
      return { text: 'started', tone: 'ok' };
    case 'disabled':
      return before && { text: 'disabled', tone: 'plain' };
    case 'idle':
      return before?.phase === 'ready' ? { text: 'stopped', tone: 'plain' } : undefined;
    case 'starting':
      return undefined;
  }
}
