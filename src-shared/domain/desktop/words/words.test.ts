import { describe, expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { desktopLanguages, wordsFor } from './index.ts';
import { ja } from './ja.ts';
import { zh } from './zh.ts';

describe.each(Object.entries(desktopLanguages))('in %s', (_language, words) => {
  test('every text is there', () => {
    const texts = textsOf(words);
    expect(texts.map(([path]) => path)).toEqual(textsOf(en).map(([path]) => path));
    for (const [path, text] of texts) expect(text, path).toMatch(/^\S(.*\S)?$/);
  });

  test('a text says what it is given', () => {
    const { tray, updates, notices, dialogs } = words;
    const { servers, sessions, failed, waiting, problems, connected } = tray;
    for (const say of [servers, sessions, failed, waiting, problems, connected, notices.several]) {
      expect(say(17)).toContain('17');
    }
    for (const say of [updates.download, updates.downloading, updates.install]) {
      expect(say('2.0.0')).toContain('2.0.0');
    }
    for (const say of [notices.failed, notices.drifted, notices.lacks.secret]) {
      expect(say('github')).toContain('github');
    }
    expect(notices.waits('github', 'TOKEN')).toMatch(/github.*TOKEN/);
    expect(dialogs.windowBroke('crashed')).toContain('crashed');
  });
});

test('no language leaves a sentence in English', () => {
  const english = new Map(textsOf(en));
  for (const [language, words] of Object.entries(desktopLanguages)) {
    if (language === 'en') continue;
    for (const [path, text] of textsOf(words)) {
      // One word may be the same in two languages.
      if (/\p{L} \p{L}/u.test(english.get(path) ?? '')) {
        expect(text, `${language}: ${path}`).not.toBe(english.get(path));
      }
    }
  }
});

test.each([
  [en, ['0 servers', '1 server', '2 servers']],
  [de, ['0 Server', '1 Server', '2 Server']],
  [es, ['0 servidores', '1 servidor', '2 servidores']],
  [fr, ['0 serveur', '1 serveur', '2 serveurs']],
  [ja, ['サーバー 0 件', 'サーバー 1 件', 'サーバー 2 件']],
  [zh, ['0 个服务器', '1 个服务器', '2 个服务器']],
])('none, one and two are counted as the language does: %#', ({ tray }, texts) => {
  expect([0, 1, 2].map(tray.servers)).toEqual(texts);
});

test.each([
  ['1 client connected', '2 clients connected', en],
  ['1 Client verbunden', '2 Clients verbunden', de],
  ['1 cliente conectado', '2 clientes conectados', es],
  ['1 client connecté', '2 clients connectés', fr],
])('what is said of them agrees with the number: %s', (one, two, { tray }) => {
  expect([1, 2].map(tray.connected)).toEqual([one, two]);
});

test.each([
  [['de'], de],
  [['de-AT', 'en-US'], de],
  [['ES_mx.UTF-8'], es],
  [['zh-CN'], zh],
  [['zh-Hant-TW'], zh],
  [['zh_HK'], zh],
  [['nl-NL', 'fr-BE', 'en'], fr],
  [['nl-NL'], en],
  [['deu'], en],
  [['constructor', ''], en],
  [[], en],
])('%j is answered in the first language that there is, or in English', (wanted, words) => {
  expect(wordsFor(...wanted)).toBe(words);
});

/** Every text with where it stands; of a function, what it says of one. */
function textsOf(words: object, above = ''): [path: string, text: string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    const path = above + key;
    if (typeof value === 'string') return [[path, value]];
    if (typeof value === 'function') return [[path, String(value(1, 1))]];
    return textsOf(value, `${path}.`);
  });
}
