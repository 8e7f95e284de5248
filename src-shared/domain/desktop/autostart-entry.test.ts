import { expect, test } from 'vitest';
import { autostartEntry, isAutostartOn, isOwnAutostart } from './autostart-entry.ts';

test('the entry starts the app without a window', () => {
  expect(autostartEntry('/opt/Loom/loom')).toContain('\nExec="/opt/Loom/loom" --hidden\n');
});

test('a path with anything in it is one argument', () => {
  const [, exec] = /^Exec=(.*) --hidden$/m.exec(autostartEntry('/a b/%d/$HOME/"q"/`x`/\\y')) ?? [];
  expect(exec).toBe('"/a b/%%d/\\\\$HOME/\\\\"q\\\\"/\\\\`x\\\\`/\\\\\\\\y"');
  expect(autostartEntry('/a\nExec=evil').match(/^Exec=/gm)).toHaveLength(1);
});

test('an entry is on until something switches it off, and ours by its mark only', () => {
  const own = autostartEntry('/opt/Loom/loom');
  expect(isAutostartOn(own)).toBe(true);
  expect(isAutostartOn(`${own}Hidden = true\n`)).toBe(false);
  expect(isAutostartOn(own.replace('enabled=true', 'enabled=false'))).toBe(false);
  expect(isOwnAutostart('[Desktop Entry]\nName=Loom\nExec=loom\n')).toBe(false);
});
