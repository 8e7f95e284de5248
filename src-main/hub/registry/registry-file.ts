import { EventEmitter } from 'node:events';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Registry } from '../../../src-shared/domain/registry.ts';
import { LoomError, messageOf, toLoomError } from '../../../src-shared/errors.ts';
import { makeFolders } from '../platform/make-folders.ts';
import { writeAtomically } from '../platform/write-atomically.ts';
import { diffRegistry, isEmptyDiff, type RegistryDiff } from './diff-registry.ts';
import { withFileLock } from './file-lock.ts';
import { parseRegistry } from './parse-registry.ts';
import type { ParsedYaml } from './parse-yaml.ts';
import { planRemoveProfile, planSetProfile } from './profile-edits.ts';
import { readText } from './read-text.ts';
import {
  planAdd,
  planRemove,
  planSetEnabled,
  planUpdate,
  type RegistryEdit,
} from './registry-edits.ts';
import { firstProblem } from './reporter.ts';
import { watchFile } from './watch-file.ts';

/** registry.yaml: its last good content, what is wrong with it, edits, and changes by others. */
export interface RegistryFile {
  readonly path: string;
  /** Last good content. */
  current(): Registry;
  /** The entry as written, without defaults. */
  entry(id: string): Record<string, unknown> | undefined;
  /** What is wrong with the file now, while `current()` still holds the last good content. */
  problem(): LoomError | undefined;
  /** Reads the file again; throws its problem and keeps the state where it is broken. */
  reload(): Promise<RegistryDiff>;
  /** @throws {LoomError} `name-taken`, `invalid-registry` (entry or file), `file-unwritable`. */
  addServer(id: string, entry: Record<string, unknown>): Promise<void>;
  /** Gives a server another entry; what stays the same stays as it is written. */
  updateServer(id: string, entry: Record<string, unknown>): Promise<void>;
  /** Returns the entry as it was written. */
  removeServer(id: string): Promise<Record<string, unknown>>;
  setEnabled(id: string, enabled: boolean): Promise<void>;
  /** Adds a profile, or gives it another content. */
  setProfile(name: string, profile: Profile): Promise<void>;
  removeProfile(name: string): Promise<void>;
  /** Called after `current()` changed in meaning, by whoever's doing. Returns the way to stop it. */
  onChange(listener: (diff: RegistryDiff) => void): () => void;
  /** Called when `problem()` comes, changes or goes. */
  onProblem(listener: (problem: LoomError | undefined) => void): () => void;
  close(): Promise<void>;
}

/**
 * Opens registry.yaml and watches it. A file that is not there yet counts as empty; a broken one
 * opens empty with a `problem()`, and nothing is written to it until it is mended.
 */
export async function openRegistry(options: {
  path: string;
  debounceMs?: number;
}): Promise<RegistryFile> {
  const file = new WatchedRegistry(options.path);
  await file.start(options.debounceMs ?? 100);
  return file;
}

/** Longer than an editor takes between cutting a file and writing it. */
const settleMs = 100;

const nothing: Good = { value: { servers: {}, profiles: {} }, raw: {} };

/** As much of a good reading as outlives it. */
type Good = Pick<ParsedYaml<Registry>, 'value' | 'raw'>;

class WatchedRegistry implements RegistryFile {
  readonly path: string;
  #good: Good = nothing;
  #problem: LoomError | undefined;
  #watchProblem: LoomError | undefined;
  #closed = false;
  #watcher: { close(): void } | undefined;
  /** Reads and edits happen one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  readonly #events = new EventEmitter<{ change: [RegistryDiff]; problem: [] }>();

  constructor(path: string) {
    this.path = path;
  }

  async start(debounceMs: number): Promise<void> {
    const failed = (cause: unknown) => this.#setWatchProblem(cause);
    const changed = () => void this.#reloadQuietly();
    try {
      makeFolders(dirname(this.path));
      this.#watcher = await watchFile({ path: this.path, debounceMs, changed, failed });
    } catch (cause) {
      failed(cause);
    }
    await this.#reloadQuietly();
  }

  current(): Registry {
    return this.#good.value;
  }

  entry(id: string): Record<string, unknown> | undefined {
    return rawEntry(this.#good, id);
  }

  problem(): LoomError | undefined {
    return this.#problem ?? this.#watchProblem;
  }

  reload(): Promise<RegistryDiff> {
    return this.#inTurn(async () => this.#accept(await this.#read()));
  }

  addServer(id: string, entry: Record<string, unknown>): Promise<void> {
    return this.#edit((file) => planAdd(file, this.path, id, entry));
  }

  updateServer(id: string, entry: Record<string, unknown>): Promise<void> {
    return this.#edit((file) => planUpdate(file, this.path, id, entry));
  }

  async removeServer(id: string): Promise<Record<string, unknown>> {
    let removed: Record<string, unknown> = {};
    await this.#edit((file) => {
      removed = rawEntry(file, id) ?? {};
      return planRemove(file, this.path, id);
    });
    return removed;
  }

  setEnabled(id: string, enabled: boolean): Promise<void> {
    return this.#edit((file) => planSetEnabled(file, this.path, id, enabled));
  }

  setProfile(name: string, profile: Profile): Promise<void> {
    return this.#edit((file) => planSetProfile(file, this.path, name, profile));
  }

  removeProfile(name: string): Promise<void> {
    return this.#edit((file) => planRemoveProfile(file, this.path, name));
  }

  onChange(listener: (diff: RegistryDiff) => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  onProblem(listener: (problem: LoomError | undefined) => void): () => void {
    const tell = () => listener(this.problem());
    this.#events.on('problem', tell);
    return () => this.#events.off('problem', tell);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#events.removeAllListeners();
    this.#watcher?.close();
    await this.#last.catch(() => undefined);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }

  /** The problem is kept and told by `#read`; nobody waits here who could be told otherwise. */
  async #reloadQuietly(): Promise<void> {
    if (!this.#closed) await this.reload().catch(() => undefined);
  }

  /** lock → read → change → write → unlock, so that two writers at once lose nothing. */
  #edit(plan: (file: ParsedYaml<Registry>) => RegistryEdit | undefined): Promise<void> {
    return this.#inTurn(async () => {
      const written = await withFileLock(this.path, async () => {
        const file = await this.#read();
        const edit = plan(file);
        if (edit) await writeAtomically(this.path, edit.text);
        return edit?.result ?? file;
      });
      this.#accept(written);
    });
  }

  async #read(): Promise<ParsedYaml<Registry>> {
    try {
      const text = await this.#readSettled();
      const reading = parseRegistry(text ?? '', this.path);
      if (!reading.ok) throw firstProblem(reading.problems);
      return reading;
    } catch (error) {
      this.#setProblem(toLoomError(error));
      throw error;
    }
  }

  /** Most editors cut the file before they write it: nothing at all is looked at twice. */
  async #readSettled(): Promise<string | undefined> {
    const text = await readText(this.path);
    if (text || Object.keys(this.#good.value.servers).length === 0) return text;
    await delay(settleMs);
    const again = await readText(this.path);
    if (again === undefined) throw this.#gone();
    return again;
  }

  #gone(): LoomError {
    return new LoomError('file-unreadable', `${this.path} is gone; its servers go on running`, {
      place: { file: this.path },
      remedy: 'Put it back, or make an empty one to have no servers.',
      remedyId: 'restore-registry',
    });
  }

  #accept(file: Good): RegistryDiff {
    const diff = diffRegistry(this.#good.value, file.value);
    this.#good = { value: file.value, raw: file.raw };
    this.#setProblem(undefined);
    if (!this.#closed && !isEmptyDiff(diff)) this.#events.emit('change', diff);
    return diff;
  }

  #setProblem(problem: LoomError | undefined): void {
    const same = this.#problem?.message === problem?.message;
    this.#problem = problem;
    if (!same && !this.#closed) this.#events.emit('problem');
  }

  #setWatchProblem(cause: unknown): void {
    const why = messageOf(cause);
    this.#watchProblem = new LoomError(
      'file-unreadable',
      `${this.path} cannot be watched: ${why}`,
      {
        place: { file: this.path },
        remedy: 'Use `loom reload` after editing it.',
        remedyId: 'read-files-again',
        cause,
      },
    );
    if (!this.#closed) this.#events.emit('problem');
  }
}

function rawEntry(file: Good, id: string): Record<string, unknown> | undefined {
  const { servers } = file.raw as { servers?: Record<string, Record<string, unknown>> | null };
  return servers && Object.hasOwn(servers, id) ? servers[id] : undefined;
}
