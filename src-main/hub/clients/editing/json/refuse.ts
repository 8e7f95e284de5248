import type { Edited } from '../editor.ts';
import { filePlace } from '../file-place.ts';

export function refuse(
  text: string,
  why: { reason: string; offset: number },
): Edited & { ok: false } {
  return { ok: false, reason: why.reason, ...filePlace(text, why.offset) };
}
