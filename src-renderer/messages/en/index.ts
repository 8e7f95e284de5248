import { common } from './common.ts';
import { frame } from './frame.ts';
import { overview } from './overview.ts';

/** Every text of the console in English, by page; other languages have exactly the same shape. */
export const en = { common, frame, overview };
