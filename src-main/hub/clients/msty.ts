import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';

/** No file of it is known. */
export const msty: Client = {
  id: 'msty',
  label: 'Msty Studio',
  sure: 'weak',
  evidence: (machine) =>
    evidenceOf(machine, { apps: ['MstyStudio', 'Msty'], programs: ['MstyStudio', 'Msty'] }),
  targets: () => [],
  dialect: dialectOf({ bareUrl: 'auto' }),
  accepts: strictJson,
  reload: 'at-once',
  byHand: 'Add a tool in its Toolbox and paste the entry as JSON.',
};
