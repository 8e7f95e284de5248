import { describe, expect, test } from 'vitest';
import type { Notice } from '../../src-shared/domain/desktop/pick-notices.ts';
import { en } from '../../src-shared/domain/desktop/words/en.ts';
import { emptyState, idleServer } from '../../src-shared/domain/testing/sample-state.ts';
import { createFakeService } from '../hub/api/testing/fake-service.ts';
import { followNotices } from './follow-notices.ts';

const failed = { phase: 'failed', since: 1, error: 'it broke', remedy: 'mend it' } as const;
const broken = (...ids: string[]) => ({
  ...emptyState,
  servers: ids.map((id) => ({ ...idleServer(id), health: failed })),
});

describe('a notice', () => {
  test('tells of a trouble that is new, and where it is mended', async () => {
    await using scene = follow();
    scene.service.setState(broken('github'));
    await expect.poll(() => scene.told()).toEqual(['github failed: it broke']);
    expect(scene.shown[0]?.path).toBe('/servers/github');
  });

  test('tells of several troubles at once', async () => {
    await using scene = follow();
    scene.service.setState(broken('github', 'docs'));
    await expect
      .poll(() => scene.told())
      .toEqual(['2 things need attention: github failed\ndocs failed']);
  });

  test('gives what a server wrote no chance to be markup', async () => {
    await using scene = follow();
    const error = '<a href="https://evil.example">sign in</a> &amp; go';
    const servers = [{ ...idleServer('github'), health: { ...failed, error } }];
    scene.service.setState({ ...emptyState, servers });
    await expect.poll(() => scene.shown[0]?.body).toMatch(/sign in.*go/);
    expect(scene.shown[0]?.body).not.toMatch(/[<>&]/);
  });

  test('is not given of what was so at the start, nor where none are wanted', async () => {
    await using scene = follow(broken('old'));
    scene.wanted = false;
    scene.service.setState(broken('old', 'github'));
    await expect.poll(() => scene.asked).toBeGreaterThan(0);
    scene.wanted = true;
    scene.service.setState(broken('old', 'github', 'docs'));
    await expect.poll(() => scene.told()).toEqual(['docs failed: it broke']);
  });
});

function follow(initial = emptyState) {
  const service = createFakeService(initial);
  const abort = new AbortController();
  const shown: Notice[] = [];
  const scene = {
    wanted: true,
    asked: 0,
    service,
    shown,
    told: () => shown.map(({ title, body }) => `${title}: ${body}`),
    async [Symbol.asyncDispose]() {
      abort.abort();
      await ended;
      expect(service.listeners()).toBe(0);
    },
  };
  const ended = followNotices(
    {
      wanted() {
        scene.asked += 1;
        return scene.wanted;
      },
      show: (notice) => shown.push(notice),
      words: en,
      gatherMs: 1,
    },
    service,
    abort.signal,
  );
  return scene;
}
