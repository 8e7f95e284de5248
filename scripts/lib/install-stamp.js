import { contentHash } from './content-hash.js';
import { inRoot } from './root.js';
import { hasStamp, writeStamp } from './stamp.js';

const file = inRoot('node_modules/.loom-installed');

/** Binaries differ by platform: a checkout shared between two must not pass for installed. */
const value = () => `${contentHash(['package-lock.json'])} ${process.platform} ${process.arch}\n`;

export function isInstalled() {
  return hasStamp(file, value());
}

export function stampInstall() {
  writeStamp(file, value());
}
