/** The log with its real thread, fed with calls as the router ends them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallRecord } from '../../../src-shared/domain/activity.ts';
import { ActivityConfig } from '../../../src-shared/domain/config.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { type Activity, createActivity } from './activity.ts';
import { noteCall } from './testing/note-call.ts';

const program = join(import.meta.dirname, 'activity-writer.ts');

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'loom-activity-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

interface TestActivity extends Activity, AsyncDisposable {
  problems: Map<string, LoomError>;
  secrets: Set<string>;
}

function open(config: object = {}, file = program): TestActivity {
  const problems = new Map<string, LoomError>();
  const secrets = new Set<string>();
  const activity = createActivity({
    state,
    config: ActivityConfig.parse(config),
    program: file,
    secrets: () => secrets,
    problems: {
      report: (matter, error) => void problems.set(matter, error),
      resolve: (matter) => void problems.delete(matter),
    },
  });
  return { ...activity, problems, secrets, [Symbol.asyncDispose]: () => activity.close() };
}

const list = (activity: Activity) => activity.service.list({ filter: {} });

describe('the activity log', () => {
  test('shows a call as soon as it has ended', async () => {
    await using activity = open();
    noteCall(activity, { name: 'echo', args: { text: 'hello' } });
    const { calls, total, skipped } = await list(activity);
    expect({ total, skipped }).toEqual({ total: 1, skipped: 0 });
    expect(calls).toMatchObject([
      { client: 'test', server: 'srv', kind: 'tool', name: 'echo', outcome: 'ok', era: 'legacy' },
    ]);
    expect(calls[0]?.at).toBeLessThanOrEqual(Date.now());
    const details = await activity.service.get({ id: calls[0]?.id ?? 0 });
    expect(details).toMatchObject({ arguments: '{"text":"hello"}', result: '{"content":[]}' });
    await expect(activity.service.get({ id: 99 })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('tells the projects of the last calls, the newest first', async () => {
    await using activity = open();
    for (const project of ['/home/ada/a', '/home/ada/b', undefined, '/home/ada/a']) {
      noteCall(activity, { project });
    }
    const projects = await activity.projects();
    expect(projects.map(({ folder }) => folder)).toEqual(['/home/ada/a', '/home/ada/b']);
    expect(projects[0]?.lastUsedAt).toBeLessThanOrEqual(Date.now());
  });

  test('tells the outcomes apart', async () => {
    await using activity = open();
    noteCall(activity, { result: { isError: false } });
    noteCall(activity, { result: { content: [{ type: 'text', text: 'no' }], isError: true } });
    noteCall(activity, { error: { code: -32602, message: 'bad' } });
    noteCall(activity, { failure: new LoomError('server-busy', 'too busy') });
    noteCall(activity, { isCancelled: true });
    const { calls } = await list(activity);
    expect(calls.map(({ outcome, error }) => [outcome, error])).toEqual([
      ['cancelled', undefined],
      ['error', 'too busy'],
      ['error', 'bad'],
      ['tool-error', 'no'],
      ['ok', undefined],
    ]);
  });

  test('names what was called, whatever kind it is', async () => {
    await using activity = open();
    noteCall(activity, {
      method: 'resources/read',
      name: 'file:///a',
      params: { uri: 'file:///a' },
    });
    noteCall(activity, { method: 'prompts/get', name: 'ask', args: { a: '1' } });
    noteCall(activity, { method: 'completion/complete', name: 'ask', params: { ref: {} } });
    const { calls } = await list(activity);
    expect(calls.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'other completion/complete',
      'prompt ask',
      'resource file:///a',
    ]);
    const texts = await Promise.all(
      calls.map(async ({ id }) => (await activity.service.get({ id })).arguments),
    );
    expect(texts).toEqual(['{"ref":{}}', '{"a":"1"}', undefined]);
  });

  test('keeps no payloads where none are wanted, but why a call failed', async () => {
    await using activity = open({ payloads: 'none' });
    noteCall(activity, { args: { text: 'private' }, result: { content: ['private'] } });
    noteCall(activity, { error: { code: 1, message: 'it broke' } });
    noteCall(activity, { result: { content: [{ text: 'private' }], isError: true } });
    const { calls } = await list(activity);
    expect(calls.map(({ error }) => error)).toEqual([undefined, 'it broke', undefined]);
    expect(await activity.service.get({ id: 1 })).toMatchObject({
      withheld: expect.stringContaining('activity.payloads'),
    });
    await activity.close();
    expect(readFileSync(join(state, 'activity.db')).includes('private')).toBe(false);
  });

  test('hides a secret that was given out since the thread began', async () => {
    await using activity = open({ payloads: 'full' });
    noteCall(activity, { args: { text: 'first' } });
    await list(activity);
    activity.secrets.add('canary-0123456789');
    noteCall(activity, { args: { text: 'it is canary-0123456789' } });
    await list(activity);
    expect(await activity.service.get({ id: 2 })).toMatchObject({
      arguments: '{"text":"it is …"}',
    });
  });

  test('gives calls to whoever follows, as the filter says, until it stops', async () => {
    await using activity = open();
    noteCall(activity, { name: 'before' });
    const stop = new AbortController();
    const filter = { name: 'wanted' };
    const followed = activity.service.follow({ filter }, stop.signal);
    const first = followed.next();
    await list(activity);
    const seen: CallRecord[] = [];
    // Following begins when the thread has said where the log ends.
    await expect
      .poll(() => {
        noteCall(activity, { name: 'unwanted' });
        noteCall(activity, { name: 'wanted' });
        return Promise.race([first, list(activity).then(() => undefined)]);
      })
      .toBeDefined();
    seen.push(...((await first).value ?? []));
    expect(new Set(seen.map(({ name }) => name))).toEqual(new Set(['wanted']));
    stop.abort();
    while (!(await followed.next()).done);
  });

  test('ends for whoever follows when it is cleared, so that it is read anew', async () => {
    await using activity = open();
    noteCall(activity, { name: 'before' });
    await list(activity);
    const followed = activity.service.follow({ filter: {} }, new AbortController().signal);
    const rest = (async () => {
      let batches = 0;
      for await (const _calls of followed) batches += 1;
      return batches;
    })();
    // Asked after those that follow.
    await list(activity);
    expect(await activity.service.clear()).toEqual({ removed: 1 });
    expect(await rest).toBe(0);
  });

  test('counts what comes too fast, and says so', async () => {
    await using activity = open();
    for (let call = 0; call < 30_000; call++) noteCall(activity, { name: 'echo' });
    const { total, skipped } = await list(activity);
    expect(total).toBeGreaterThan(2_000);
    expect(total + skipped).toBe(30_000);
  });

  test('goes on counting ids after a restart, and forgets all when told to', async () => {
    {
      await using activity = open();
      noteCall(activity, {});
    }
    await using activity = open();
    noteCall(activity, {});
    expect((await list(activity)).calls.map(({ id }) => id)).toEqual([2, 1]);
    expect(await activity.service.clear()).toEqual({ removed: 2 });
    noteCall(activity, {});
    expect((await list(activity)).calls.map(({ id }) => id)).toEqual([3]);
  });

  test('records nothing where it is switched off, and says so', async () => {
    await using activity = open({ enabled: false });
    expect(activity.note).toBeUndefined();
    expect(await list(activity)).toMatchObject({
      notRecording: expect.stringContaining('enabled'),
    });
  });
});

describe('when something is wrong', () => {
  test('a damaged file is set aside, and a person told', async () => {
    writeFileSync(join(state, 'activity.db'), 'this is no database '.repeat(500));
    await using activity = open();
    noteCall(activity, {});
    expect((await list(activity)).total).toBe(1);
    expect(activity.problems.get('activity:file')?.message).toContain('begins anew');
  });

  test('a folder that cannot be written is a problem, until it can', async () => {
    const folder = state;
    state = join(folder, 'gone');
    await using activity = open();
    noteCall(activity, {});
    await expect(list(activity)).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(activity.problems.get('activity')?.code).toBe('file-unwritable');
    mkdirSync(state);
    noteCall(activity, {});
    expect(await list(activity)).toMatchObject({ total: 1, skipped: 1 });
    expect(activity.problems.size).toBe(0);
    state = folder;
  });

  test('a thread that breaks is a problem, and calls wait for the next', async () => {
    await using activity = open({}, join(state, 'no-such-program.js'));
    noteCall(activity, {});
    await expect(list(activity)).rejects.toBeInstanceOf(LoomError);
    await expect.poll(() => activity.problems.get('activity')?.message).toContain('has failed');
  });
});
