import { expect, test } from 'vitest';
import { errorCodes, type LoomErrorCode } from '../../src-shared/errors.ts';
import { type RemedyId, remedyIds } from '../../src-shared/remedies.ts';
import { describeTrouble } from '../state/use-trouble.ts';
import { type Language, languages } from './index.ts';

const codes = Object.keys(errorCodes) as LoomErrorCode[];
const each = Object.keys(languages) as Language[];
const message = 'the hub said so';

/** A remedy here is something to press or to go to, not a command line. */
const commandLine = /`|\bloom [a-z]|(^|\s)--?[a-z]/;

test.each(each)(
  '%s says of every error what happened and what to do in the console',
  async (language) => {
    const messages = await languages[language].load();
    for (const code of codes) {
      const words = describeTrouble({ code, message, remedy: errorCodes[code].remedy }, messages);
      expect(words.what, code).toMatch(/\S.*[.。]$/);
      expect(words.remedy, code).toMatch(/\S.*[.。]$/);
      expect(`${words.what} ${words.remedy}`, code).not.toMatch(commandLine);
      expect(words.detail, code).toBe(message);
    }
  },
);

test.each(each)('%s has every remedy of its own name', async (language) => {
  const messages = await languages[language].load();
  for (const remedyId of remedyIds) {
    const told = { code: 'internal', message, remedy: 'Run `loom x`.', remedyId };
    const { remedy, detail } = describeTrouble(told, messages);
    expect(remedy, remedyId).toBe(messages.remedies[remedyId satisfies RemedyId]);
    expect(remedy, remedyId).not.toMatch(commandLine);
    expect(detail, remedyId).toBe(message);
  }
});

test('no language leaves what the hub says in English', async () => {
  const english = await languages.en.load();
  for (const language of each.filter((one) => one !== 'en')) {
    const messages = await languages[language].load();
    for (const code of codes) {
      expect(messages.hub.errors[code].what, code).not.toBe(english.hub.errors[code].what);
      expect(messages.hub.errors[code].remedy, code).not.toBe(english.hub.errors[code].remedy);
    }
    for (const id of remedyIds) expect(messages.remedies[id], id).not.toBe(english.remedies[id]);
  }
});

test('a remedy that only the hub can say stands with its own words', async () => {
  const messages = await languages.de.load();
  const told = { code: 'name-taken', message, remedy: 'Name one like `cursor:project`.' };
  const { detail } = describeTrouble(told, messages);
  expect(detail).toBe(`${message}\nName one like \`cursor:project\`.`);
});

test('what has no code, or one that is not known here, stays as it came', async () => {
  const messages = await languages.de.load();
  expect(describeTrouble({ message, remedy: 'Do it.' }, messages)).toEqual({
    what: message,
    remedy: 'Do it.',
  });
  const unknown = describeTrouble({ code: 'of-tomorrow', message }, messages);
  expect(unknown).toEqual({ what: message, remedy: undefined });
});
