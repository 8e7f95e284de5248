import { basename } from 'node:path';
import { causeOf } from '../../../src-shared/domain/cause.ts';
import type { HubProblem, ServerHealth } from '../../../src-shared/domain/hub-state.ts';
import type { RecentChange, RecentEvent } from '../../../src-shared/domain/recent.ts';
import type { RegistryDiff } from '../registry/diff-registry.ts';
import { recentText, type Told } from './recent-text.ts';

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
    const tell = (about: string, event: RecentEvent) =>
      this.note({ kind: 'registry', about, event, tone: 'plain' });
    for (const id of added) tell(id, 'server-added');
    for (const id of changed) tell(id, 'server-changed');
    for (const id of removed) tell(id, 'server-removed');
    if (profilesChanged) tell('profiles', 'profiles-changed');
  }

  /** What was said of the same thing before is said once, with the later time. */
  note(change: Told): void {
    const { kind, about } = change;
    const text = recentText(change);
    const isSame = (old: RecentChange) =>
      old.kind === kind && old.about === about && withoutNumbers(old.text) === withoutNumbers(text);
    const others = this.#list.filter((old) => !isSame(old));
    this.#list = [{ at: Date.now(), ...change, text }, ...others].slice(0, most);
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
  problems: Map<string, Pick<Told, 'about' | 'detail' | 'code'>>;
}

function seenIn({ servers, clients, problems }: Watched): Seen {
  return {
    servers: new Map(servers.map(({ id, health }) => [id, health])),
    clients: new Set(clients),
    problems: new Map(
      problems.map(({ message: detail, code, file }) => {
        const about = file === undefined ? 'hub' : basename(file);
        return [withoutNumbers(detail), { detail, code, about }];
      }),
    ),
  };
}

/** They count something, or say how long it took: the matter is the same. */
function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, '#');
}

function* differences(before: Seen, now: Seen): Generator<Told> {
  for (const [about, health] of now.servers) {
    const old = before.servers.get(about);
    const told = old?.phase !== health.phase && describeHealth(health, old);
    if (told) yield { kind: 'server', about, ...told };
  }
  for (const about of now.clients.difference(before.clients)) {
    yield { kind: 'client', about, event: 'client-connected', tone: 'ok' };
  }
  for (const about of before.clients.difference(now.clients)) {
    yield { kind: 'client', about, event: 'client-disconnected', tone: 'plain' };
  }
  for (const [key, problem] of now.problems) {
    if (!before.problems.has(key))
      yield { kind: 'hub', event: 'problem', ...problem, tone: 'attention' };
  }
  for (const [key, problem] of before.problems) {
    if (now.problems.has(key)) continue;
    yield { kind: 'hub', event: 'problem-settled', ...problem, tone: 'ok' };
  }
}

/** Undefined for what is on its way to something else, or the usual rest. */
function describeHealth(
  health: ServerHealth,
  before: ServerHealth | undefined,
): Omit<Told, 'kind' | 'about'> | undefined {
  switch (health.phase) {
    case 'failed':
      return { event: 'server-failed', tone: 'failed', ...whyOf(health) };
    case 'backing-off':
      return { event: 'server-retrying', tone: 'attention', ...whyOf(health) };
    case 'waiting': {
      const { awaits: detail, lack } = health;
      return { event: 'server-waiting', tone: 'attention', detail, lack };
    }
    case 'ready':
      return { event: 'server-started', tone: 'ok' };
    case 'disabled':
      return before && { event: 'server-disabled', tone: 'plain' };
    case 'idle':
      return before?.phase === 'ready' ? { event: 'server-stopped', tone: 'plain' } : undefined;
    case 'starting':
      return undefined;
  }
}

function whyOf(health: Extract<ServerHealth, { error: string }>): Pick<Told, 'detail' | 'code'> {
  return { detail: health.error, ...causeOf(health) };
}
