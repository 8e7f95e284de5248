import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../root.js';
import { describePackages } from './describe-packages.js';
import { stageKeyring } from './stage-keyring.js';
import { licencesText } from './third-party-licences.js';
import { writeBillOfMaterials } from './write-bill-of-materials.js';
import { writeIcons } from './write-icons.js';

/** Of package.json, what the app reads: no scripts, and no names of what it was built with. */
const kept = ['name', 'version', 'description', 'license', 'author', 'type', 'main'];

/**
 * @typedef {object} StageInput
 * @property {string} stage
 * @property {string} dist
 * @property {string} platform
 * @property {readonly string[]} archs
 * @property {NodeJS.ProcessEnv} env
 * @property {import('./stage-keyring.js').FetchPackage | undefined} [fetchPackage]
 */

/**
 * Lays out what is packed: `app` (app.asar, with `native/<os>-<arch>` for one of each), `bin`,
 * `notices` (licences and the bill of materials) and `icons`. An allow-list: what is not named here
 * is not shipped.
 * @param {StageInput} input
 */
export async function stageApp(input) {
  const { stage, dist, platform, archs, env, fetchPackage } = input;
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(join(stage, 'notices'), { recursive: true });
  stageFiles(join(stage, 'app'), dist, env);
  stageCommands(join(stage, 'bin'), platform);
  writeIcons(join(stage, 'icons'));
  const native = [];
  for (const arch of archs) {
    native.push(...(await stageKeyring({ stage, platform, arch, fetchPackage })));
  }
  const packages = describePackages(dist, native);
  writeFileSync(join(stage, 'notices', 'THIRD-PARTY-LICENCES.txt'), licencesText(packages));
  writeBillOfMaterials(join(stage, 'notices', 'sbom.cdx.json'), packages);
}

/** @param {string} app @param {string} dist @param {NodeJS.ProcessEnv} env */
function stageFiles(app, dist, env) {
  for (const part of ['cli', 'main', 'preload', 'renderer']) {
    cpSync(join(dist, part), join(app, 'dist', part), {
      recursive: true,
      filter: (path) => !path.endsWith('.map'),
    });
  }
  for (const folder of ['icons', 'presets', 'services']) {
    cpSync(inRoot('resources', folder), join(app, 'resources', folder), {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
  }
  cpSync(inRoot('LICENSE'), join(app, 'LICENSE'));
  writeFileSync(join(app, 'package.json'), `${JSON.stringify(ownManifest(env), null, 2)}\n`);
}

/**
 * Windows has the others, too: for the shell that comes with Git.
 * @param {string} bin
 * @param {string} platform
 */
function stageCommands(bin, platform) {
  const isWanted = (/** @type {string} */ path) => platform === 'win' || !path.endsWith('.cmd');
  cpSync(inRoot('resources/bin'), bin, { recursive: true, filter: isWanted });
  for (const name of readdirSync(bin).filter((one) => one.endsWith('.cmd'))) {
    // cmd.exe misses labels where lines end as they do here.
    const text = readFileSync(join(bin, name), 'utf8');
    writeFileSync(join(bin, name), text.replace(/\r?\n/g, '\r\n'));
  }
}

/** @param {NodeJS.ProcessEnv} env */
function ownManifest(env) {
  const all = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const manifest = Object.fromEntries(kept.map((name) => [name, all[name]]));
  return {
    ...manifest,
    // What a window says it belongs to, so that a desktop finds its icon and groups it.
    desktopName: 'loom.desktop',
    ...(env.LOOM_PUBLISH && { homepage: `https://github.com/${env.LOOM_PUBLISH}` }),
  };
}
