import { inRoot } from './root.js';

/**
 * The Node of the major that Electron embeds, which the npm package `node` brings. Every job runs
 * on it; only these scripts themselves may run on the machine's own.
 */
export const pinnedNode = inRoot(
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
