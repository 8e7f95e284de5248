import type { Check } from './facts.ts';

/** Whether the PATH of the user's login shell is known: servers' commands are looked for on it. */
export const loginPath: Check = {
  id: 'path',
  title: 'Login PATH',
  async run({ loginPath: read }) {
    const about = { id: 'path', title: 'Login PATH' };
    const { path, warning } = await read();
    if (!warning) {
      const told = { finding: 'path-known', path } as const;
      return [{ ...about, verdict: 'ok', found: path, told }];
    }
    const remedy = 'See that your login shell starts without asking anything.';
    const told = { finding: 'path-guessed', path, evidence: [warning] } as const;
    return [{ ...about, verdict: 'warn', found: `${warning}\n${path}`, remedy, told }];
  },
};
