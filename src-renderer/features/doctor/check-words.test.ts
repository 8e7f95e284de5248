import { expect, test } from 'vitest';
import { type DoctorCheck, DoctorFinding } from '../../../src-shared/domain/doctor.ts';
import { type Language, languages } from '../../messages/index.ts';
import { createFormats } from '../../state/formats.ts';
import { checkWords } from './check-words.ts';

const each = Object.keys(languages) as Language[];
const facts = {
  ...{ path: '/p', parent: '/', mode: '755', command: 'npx', servers: ['a', 'b'] },
  ...{ version: '24', address: 'host:1', status: 500, pid: 7 },
};

async function wordsOf(language: Language, check: Partial<DoctorCheck>) {
  const messages = await languages[language].load();
  const about = { id: 'http', title: 'HTTP', verdict: 'ok', found: 'in English' } as const;
  return checkWords(
    { ...about, ...check },
    { messages, formats: createFormats(language, messages) },
  );
}

test.each(each)('%s says every finding, with its facts', async (language) => {
  for (const finding of DoctorFinding.options) {
    const { found } = await wordsOf(language, { told: { finding, ...facts } });
    expect(found, finding).toMatch(/\S/);
    expect(found, finding).not.toMatch(/undefined|\{|\}/);
  }
  const { found } = await wordsOf(language, { told: { finding: 'command-missing', ...facts } });
  expect(found).toContain('`npx`');
  expect(found).toContain('`a`, `b`');
});

test('names what there are several of, and the button that mends it', async () => {
  const words = await wordsOf('de', {
    id: 'command npx',
    title: 'Command npx',
    fix: 'Remove them',
    told: { finding: 'leftovers-some' },
  });
  expect(words).toMatchObject({ title: 'Befehl npx', fix: 'Entfernen' });
  expect(await wordsOf('de', { id: 'problem 2', title: 'Notice' })).toMatchObject({
    title: 'Hinweis',
  });
  expect(await wordsOf('de', { id: 'command /opt/a b/node', title: 'Command' })).toMatchObject({
    title: 'Befehl node',
  });
});

test('leaves what it does not know to the hub', async () => {
  const words = await wordsOf('de', { id: 'new-check', title: 'New check', fix: 'Do it' });
  expect(words).toEqual({ title: 'New check', fix: 'Do it', found: undefined, remedy: undefined });
});
