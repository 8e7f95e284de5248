import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { fuses } from '../../../electron-builder.config.ts';

/** Where an unpacked app has its program, by electron-builder's name of the platform. */
const programs = { linux: 'loom', mac: 'Loom.app', win: 'Loom.exe' };

/**
 * Reads the fuses of a packaged app, and compares each with what was asked for. Setting them says
 * nothing where a new Electron moved or removed one.
 * @param {string} folder - the unpacked app.
 * @param {string} platform
 * @returns {Promise<string[]>} what is wrong, one line each.
 */
export async function checkFuses(folder, platform) {
  const program = join(folder, programs[/** @type {keyof typeof programs} */ (platform)]);
  const wire = await getCurrentFuseWire(program);
  return Object.entries(fuses).flatMap(([name, wanted]) => {
    const option = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const found = wire[FuseV1Options[/** @type {keyof typeof FuseV1Options} */ (option)]];
    const expected = wanted ? FuseState.ENABLE : FuseState.DISABLE;
    if (found === expected) return [];
    const state = found === undefined ? 'missing' : FuseState[found];
    return [`fuse ${option} is ${state}, not ${FuseState[expected]}`];
  });
}
