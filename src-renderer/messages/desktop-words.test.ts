import { expect, test } from 'vitest';
import { desktopLanguages } from '../../src-shared/domain/desktop/words/index.ts';
import { type Language, languages } from './index.ts';

const each = Object.keys(languages) as Language[];

test('the desktop app speaks the languages of its console', () => {
  expect(Object.keys(desktopLanguages)).toEqual(each);
});

test.each(each)(
  '%s calls things in the tray what they are called in the console',
  async (language) => {
    const { frame, common } = await languages[language].load();
    const { tray } = desktopLanguages[language];
    expect(tray.running).toBe(frame.hubRunning);
    expect(tray.paused).toBe(frame.hubPaused);
    expect(tray.resume).toBe(frame.resume);
    for (const count of [0, 1, 2]) {
      expect(tray.servers(count)).toBe(common.servers(count, String(count)));
      expect(tray.sessions(count)).toBe(common.sessions(count, String(count)));
      expect(tray.problems(count)).toBe(common.problems(count, String(count)));
    }
  },
);
