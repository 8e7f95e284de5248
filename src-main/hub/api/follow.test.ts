import { describe, expect, test } from 'vitest';
import type { LogLine } from '../../../src-shared/contract/logs.ts';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { emptyState } from '../../../src-shared/domain/testing/sample-state.ts';
import { followLines } from './follow-lines.ts';
import { followState } from './follow-state.ts';
import { createFakeService } from './testing/fake-service.ts';

describe('followState', () => {
  test('gives one snapshot for a burst of changes, and the last one', async () => {
    const service = createFakeService(emptyState);
    const states = followState(service);
    await states.next();
    const started = performance.now();
    const following = states.next();
    for (let pid = 1; pid <= 500; pid += 1) service.setState({ ...emptyState, pid });
    expect((await following).value).toMatchObject({ pid: 500 });
    expect(performance.now() - started).toBeGreaterThanOrEqual(95);
    await states.return();
    expect(service.listeners()).toBe(0);
  });

  test('does not lose a change that happens while a snapshot is being taken away', async () => {
    const service = createFakeService(emptyState);
    const states = followState(service);
    await states.next();
    service.setState({ ...emptyState, pid: 7 });
    expect((await states.next()).value).toMatchObject({ pid: 7 });
    await states.return();
  });

  test('tells who looks for it what changes without a word, and nothing twice', async () => {
    const service = createFakeService(emptyState);
    const changing: HubState = { ...emptyState };
    let looks = 0;
    const state = () => {
      looks += 1;
      return { ...changing };
    };
    const states = followState({ ...service, state }, undefined, 1);
    await states.next();
    const told: HubState[] = [];
    const next = states.next().then(({ value }) => value && told.push(value));
    await expect.poll(() => looks).toBeGreaterThan(100);
    expect(told).toEqual([]);
    changing.pid = 7;
    await next;
    expect(told).toMatchObject([{ pid: 7 }]);
    await states.return();
    expect(service.listeners()).toBe(0);
  });

  test('ends with its signal while nothing changes', async () => {
    const service = createFakeService(emptyState);
    const caller = new AbortController();
    const states = followState(service, caller.signal);
    await states.next();
    const next = states.next();
    caller.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(service.listeners()).toBe(0);
  });
});

describe('followLines', () => {
  const line = (server: string, text: string): LogLine => ({ at: 1, server, text });

  test('gives the lines of one server in order', async () => {
    const service = createFakeService(emptyState);
    const lines = followLines(service, 'github', undefined);
    const first = lines.next();
    service.writeLine(line('files', 'not this'));
    service.writeLine(line('github', 'one'));
    service.writeLine(line('github', 'two'));
    expect((await first).value).toMatchObject({ text: 'one' });
    expect((await lines.next()).value).toMatchObject({ text: 'two' });
    await lines.return();
    expect(service.listeners()).toBe(0);
  });

  test('keeps a bounded number of lines for a slow reader and says how many it lost', async () => {
    const service = createFakeService(emptyState);
    const lines = followLines(service, undefined, undefined);
    const first = lines.next();
    for (let n = 0; n < 1500; n += 1) service.writeLine(line('noisy', `line ${n}`));
    expect((await first).value).toMatchObject({ text: '… 500 lines left out: they came too fast' });
    expect((await lines.next()).value).toMatchObject({ text: 'line 500' });
    await lines.return();
  });

  test('ends with its signal while nobody writes', async () => {
    const service = createFakeService(emptyState);
    const caller = new AbortController();
    const lines = followLines(service, undefined, caller.signal);
    const next = lines.next();
    caller.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(service.listeners()).toBe(0);
  });
});
