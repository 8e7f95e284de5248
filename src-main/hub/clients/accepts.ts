import type { Accepts } from './client.ts';

/** Strict JSON, and a byte order mark stops it too. */
export const strictJson: Accepts = { comments: false, trailingComma: false, bom: false };

/** Strict JSON; a byte order mark is read, or nobody knows, and then it stays. */
export const jsonWithBom: Accepts = { comments: false, trailingComma: false, bom: true };

/** Comments, but no trailing commas and no byte order mark. */
export const commentedJson: Accepts = { comments: true, trailingComma: false, bom: false };

/** Comments and trailing commas; a byte order mark stays where there is one. */
export const lenientJson: Accepts = { comments: true, trailingComma: true, bom: true };
