import { big } from './big.ts';
import { console } from './console.ts';
import type { Group } from './group.ts';
import { latency } from './latency.ts';
import { lists } from './lists.ts';
import { load } from './load.ts';
import { memory } from './memory.ts';
import { scaling } from './scaling.ts';
import { starting } from './starting.ts';

/** All that is measured, in the order of the table (design.md section 9). */
export const groups: readonly Group[] = [
  latency,
  load,
  starting,
  lists,
  big,
  memory,
  scaling,
  console,
];
