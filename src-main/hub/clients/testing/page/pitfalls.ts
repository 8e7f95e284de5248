import { filePitfalls } from './file-pitfalls.ts';
import { hubPitfalls } from './hub-pitfalls.ts';
import type { PitfallGroup } from './pitfall.ts';
import { textPitfalls } from './text-pitfalls.ts';

/** Everything that is known to go wrong with clients' files, and what keeps Loom from it. */
export const pitfallGroups: readonly PitfallGroup[] = [
  ...textPitfalls,
  ...filePitfalls,
  ...hubPitfalls,
];
