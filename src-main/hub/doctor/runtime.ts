import type { Check } from './facts.ts';

const oldestMajor = 22;

/** The Node that runs Loom itself. */
export const runtime: Check = {
  id: 'runtime',
  title: 'Node',
  async run() {
    const found = `${process.versions.node} (${process.execPath})`;
    const about = { id: 'runtime', title: 'Node', found };
    const facts = { version: process.versions.node, path: process.execPath };
    if (Number.parseInt(process.versions.node, 10) >= oldestMajor)
      return [{ ...about, verdict: 'ok', told: { finding: 'runtime-ok', ...facts } }];
    const remedy = `Loom needs Node ${oldestMajor} or later; run it through its own \`loom\` command.`;
    const told = { finding: 'runtime-old', ...facts } as const;
    return [{ ...about, verdict: 'fail', remedy, told }];
  },
};
