import { expect, test } from 'vitest';
import { type AppMenuItem, appMenu } from './app-menu.ts';
import { de } from './words/de.ts';
import { desktopLanguages } from './words/index.ts';

test.each(['darwin', 'linux'])('on %s every item has its label in every language', (platform) => {
  for (const words of Object.values(desktopLanguages)) {
    for (const { role, label, type } of all(appMenu(platform, words))) {
      // macOS itself puts the app's name there.
      if (type !== 'separator' && role !== 'appMenu') expect(label, role).toMatch(/\S/);
    }
  }
});

test('copying and pasting keep the roles that their shortcuts come from', () => {
  const edit = appMenu('darwin', de).find(({ role }) => role === 'editMenu');
  expect(edit?.submenu).toEqual(
    expect.arrayContaining([
      { role: 'copy', label: 'Kopieren' },
      { role: 'paste', label: 'Einfügen' },
    ]),
  );
});

function all(items: readonly AppMenuItem[]): AppMenuItem[] {
  return items.flatMap((item) => [item, ...all(item.submenu ?? [])]);
}
