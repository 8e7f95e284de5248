import { join } from 'node:path';

/** The checkout's folder. */
export const root = join(import.meta.dirname, '..', '..');

/**
 * A path inside the checkout.
 * @param {string[]} parts
 */
export function inRoot(...parts) {
  return join(root, ...parts);
}
