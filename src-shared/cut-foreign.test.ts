import { expect, test } from 'vitest';
import { cutForeign } from './cut-foreign.ts';

test.each(['stdoi', 'my-github-server', 'github-work-2', 'GITHUB_PERSONAL_ACCESS_TOKEN'])(
  'shows the name %s whole',
  (name) => {
    expect(cutForeign(name)).toBe(name);
  },
);

test.each(['ghp_16C7e42F292c6912E7710c838347Ae178B4a', 'a'.repeat(40), 'correct horse battery'])(
  'cuts %s, which may be a secret',
  (text) => {
    expect(cutForeign(text)).toBe(`${text.slice(0, 12)}…`);
  },
);
