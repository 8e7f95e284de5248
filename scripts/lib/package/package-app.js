import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { builderConfig, linuxTargets } from '../../../electron-builder.config.ts';
import { inRoot, root } from '../root.js';
import { say } from '../say.js';
import { checkFuses } from './check-fuses.js';
import { stageApp } from './stage-app.js';

/**
 * @typedef {'linux' | 'mac' | 'win'} PlatformName
 * @typedef {object} PackageInput
 * @property {PlatformName} platform
 * @property {readonly ('x64' | 'arm64')[]} archs
 * @property {readonly string[]} [targets] - such as `dmg`; `dir` is the unpacked app. By default all.
 * @property {string} stage
 * @property {string} output
 * @property {NodeJS.ProcessEnv} env
 * @property {string} [dist]
 * @property {string} [electronDist]
 * @property {import('./stage-keyring.js').FetchPackage} [fetchPackage] - for another system than this.
 * @property {(options: unknown) => Promise<boolean>} [onOptions] - told what an installer's tool
 *   would be run with; true stands for having run it.
 */

/**
 * Makes the desktop app for one platform, and throws where the result is not what was asked for.
 * @param {PackageInput} input
 * @returns {Promise<string[]>} the files that were made.
 */
export async function packageApp(input) {
  const { platform, archs, stage, output, env, dist = inRoot('dist') } = input;
  const { fetchPackage } = input;
  await stageApp({ stage, dist, platform, archs, env, fetchPackage });
  if (platform === 'linux' && !input.targets?.length && !linuxTargets(env).includes('deb')) {
    say('no deb and no rpm: they name LOOM_MAINTAINER and LOOM_PUBLISH, which are not both set');
  }
  const files = await build({
    projectDir: root,
    targets: targetsOf(input),
    config: builderConfig(input),
    publish: 'never',
    ...(input.onOptions && { effectiveOptionComputed: input.onOptions }),
  });
  const troubles = await Promise.all(archs.map((arch) => troublesOf(output, platform, arch)));
  if (troubles.flat().length > 0) throw new Error(troubles.flat().join('\n'));
  return files;
}

/** @param {PackageInput} input */
function targetsOf({ platform, archs, targets = [] }) {
  const { LINUX, MAC, WINDOWS } = Platform;
  const wanted = archs.map((name) => Arch[name]);
  return { linux: LINUX, mac: MAC, win: WINDOWS }[platform].createTarget([...targets], ...wanted);
}

/**
 * What is wrong with an unpacked app; nothing where only an installer's options were asked for.
 * @param {string} output
 * @param {PlatformName} platform
 * @param {string} arch
 */
async function troublesOf(output, platform, arch) {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  const folder = join(
    output,
    platform === 'mac' ? `mac${suffix}` : `${platform}${suffix}-unpacked`,
  );
  return existsSync(folder) ? await checkFuses(folder, platform) : [`${folder} is missing`];
}
