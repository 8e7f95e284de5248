// What `npm run package` runs, on the pinned Node.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot } from '../root.js';
import { fail, say } from '../say.js';
import { packageApp } from './package-app.js';
import { stageRollout } from './stage-rollout.js';

const usage = `Usage: npm run package -- [options]

  --linux, --mac, --win   for which system (default: this one)
  --x64, --arm64          for which processors (default: this one's)
  --target NAME           which kinds only, such as dir, AppImage or nsis; may be given again
  --rollout PERCENT       how many of those who look for updates get this one at first
  --output FOLDER         default: artifacts/package
  --dist FOLDER           the build to pack, by default dist
  --electron-dist FOLDER  an unpacked Electron, in place of the one that is downloaded
`;

const values = options();
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const platforms = /** @type {const} */ (['linux', 'mac', 'win']).filter((name) => values[name]);
const archs = /** @type {const} */ (['x64', 'arm64']).filter((name) => values[name]);
const output = values.output ?? inRoot('artifacts/package');
try {
  for (const platform of platforms.length > 0 ? platforms : [ownPlatform()]) {
    const files = await packageApp({
      platform,
      archs: archs.length > 0 ? archs : [process.arch === 'arm64' ? 'arm64' : 'x64'],
      targets: values.target ?? [],
      stage: join(output, `.stage-${platform}`),
      output,
      env: process.env,
      ...(values.dist && { dist: values.dist }),
      ...(values['electron-dist'] && { electronDist: values['electron-dist'] }),
    });
    for (const file of files) say(`made ${file}`);
  }
  if (values.rollout) stageRollout(output, Number(values.rollout));
} catch (error) {
  fail(`packaging failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
}

/** @returns {import('./package-app.js').PlatformName} */
function ownPlatform() {
  if (process.platform === 'darwin') return 'mac';
  return process.platform === 'win32' ? 'win' : 'linux';
}

function options() {
  const flag = /** @type {const} */ ({ type: 'boolean' });
  const text = /** @type {const} */ ({ type: 'string' });
  try {
    return parseArgs({
      options: {
        help: flag,
        linux: flag,
        mac: flag,
        win: flag,
        x64: flag,
        arm64: flag,
        target: { ...text, multiple: true },
        rollout: text,
        output: text,
        dist: text,
        'electron-dist': text,
      },
    }).values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}
