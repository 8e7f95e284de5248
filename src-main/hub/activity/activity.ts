import { join } from 'node:path';
import type { ProjectFolder } from '../../../src-shared/domain/client.ts';
import type { ActivityConfig } from '../../../src-shared/domain/config.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import type { HubService } from '../api/hub-service.ts';
import type { Problems } from '../problems.ts';
import { Signal } from '../signal.ts';
import { exportCalls } from './export-calls.ts';
import { followCalls } from './follow-calls.ts';
import { type NoteCall, type Noted, Recorder } from './recorder.ts';
import { WriterThread } from './writer-thread.ts';

export interface ActivityOptions {
  /** Where activity.db lies. */
  state: string;
  config: ActivityConfig;
  /** The program that writes and searches, as a file. */
  program: string;
  /** All that servers were given so far. */
  secrets(): ReadonlySet<string>;
  problems: Pick<Problems, 'report' | 'resolve'>;
}

export interface Activity {
  /** Undefined where nothing is to be recorded. */
  note: NoteCall | undefined;
  service: HubService['activity'];
  /** Folders that the last calls were made for, the newest first. */
  projects(): Promise<ProjectFolder[]>;
  close(): Promise<void>;
}

/** How long a call may wait to be written: what comes meanwhile is written in one go. */
const gatherMs = 200;
/** How many folders of projects are of interest. */
const shownProjects = 20;
/** After the writer failed as a whole. */
const pauseMs = 5_000;

/** The activity log: what goes through the hub, written down by a thread of its own. */
export function createActivity(options: ActivityOptions): Activity {
  const { state, config, program, secrets, problems } = options;
  const { enabled, ...setup } = config;
  const written = new Signal<number>();
  const cleared = new Signal();
  const under: Noted[] = [];
  let failure: string | undefined;
  let pausedUntil = 0;
  let timer: NodeJS.Timeout | undefined;

  const recorder = new Recorder({
    ...setup,
    onFirst: () => flushIn(gatherMs),
    onFull: () => flush(),
  });
  const thread = new WriterThread({
    program,
    setup: { ...setup, file: join(state, 'activity.db') },
    secrets,
    onWritten(lastId, error) {
      const [noted] = under.splice(0, 1);
      if (error) failed(error, noted ? [noted] : []);
      else succeeded();
      written.emit(lastId);
      if (timer === undefined && recorder.hasCalls) flush();
    },
    onBroken(error) {
      pausedUntil = performance.now() + pauseMs;
      failed(error, under.splice(0));
    },
    onNotice: (notice) => problems.report('activity:file', notice),
  });

  function flushIn(ms: number): void {
    timer ??= setTimeout(() => flush(), ms).unref();
  }

  /** Hands over what was noted. What comes while the writer is busy waits for its answer. */
  function flush(isAwaited = false): void {
    clearTimeout(timer);
    timer = undefined;
    const pause = pausedUntil - performance.now();
    if (pause > 0) flushIn(pause);
    else if (under.length === 0 || isAwaited) {
      const noted = recorder.take();
      if (!noted) return;
      under.push(noted);
      thread.write(noted.writer, noted.lost);
    }
  }

  function succeeded(): void {
    if (failure === undefined) return;
    failure = undefined;
    problems.resolve('activity');
  }

  function failed(error: LoomError, batches: readonly Noted[]): void {
    for (const { calls, lost } of batches) recorder.lose(calls + lost);
    // Told once: it fails again with each batch.
    if (failure !== error.message) problems.report('activity', error);
    failure = error.message;
  }

  /** So that whoever asks sees what happened before. */
  const ask: WriterThread['ask'] = (question, input) => {
    flush(true);
    return thread.ask(question, input);
  };

  return {
    note: enabled ? recorder.note : undefined,
    service: {
      async list({ filter, before, limit = 200 }) {
        const found = await ask('list', { filter, before, limit });
        const notRecording = enabled ? failure : switchedOff;
        const skipped = found.skipped + recorder.lost;
        return { ...found, skipped, ...(notRecording !== undefined && { notRecording }) };
      },
      async get({ id }) {
        const found = await ask('get', { id });
        if (found) return found;
        throw new LoomError('not-found', `there is no call ${id}, or not any more`, {
          remedy: 'Calls are forgotten as `activity` in config.yaml says.',
        });
      },
      follow: ({ filter }, signal) => followCalls({ ask, written, cleared }, filter, signal),
      stats: ({ buckets = 60, ...input }) => ask('stats', { ...input, buckets, now: Date.now() }),
      export: ({ filter }) => exportCalls(ask, filter),
      async clear() {
        const done = await ask('clear', undefined);
        cleared.emit();
        return done;
      },
    },
    projects: () => ask('projects', { limit: shownProjects }),
    async close() {
      flush(true);
      await thread.close();
    },
  };
}

const switchedOff = 'config.yaml says that calls are not to be recorded (activity.enabled: false)';
