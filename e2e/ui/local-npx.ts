/** An `npx` that runs what is installed here, so that presets can be added without a network. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createHome } from '../harness/home.ts';
import { type HubOptions, startHub, type TestHub } from '../harness/hub.ts';

const packages = join(import.meta.dirname, '../../node_modules');

/** A real hub whose servers find this `npx` first. */
export async function startHubWithNpx(options: HubOptions = {}): Promise<TestHub> {
  const home = await createHome(options);
  const bin = join(home.home, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'npx'), script);
  await chmod(join(bin, 'npx'), 0o755);
  // A login shell may begin with a PATH of its own.
  const path = `export PATH="${bin}${delimiter}$PATH"\n`;
  for (const file of ['.profile', '.zprofile']) await writeFile(join(home.home, file), path);
  const hub = await startHub({
    home: home.home,
    env: { PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
  });
  return {
    ...hub,
    get url() {
      return hub.url;
    },
    get pid() {
      return hub.pid;
    },
    get socket() {
      return hub.socket;
    },
    async [Symbol.asyncDispose]() {
      await hub[Symbol.asyncDispose]();
      await home[Symbol.asyncDispose]();
    },
  };
}

/** `npx -y @scope/name@version argument…` */
const script = `#!/bin/sh
package=$2
shift 2
name=$(printf '%s' "$package" | sed 's/\\(.\\)@.*$/\\1/')
if [ ! -e "${packages}/$name" ]; then
  echo "npm error 404 $package is not in this registry" >&2
  exit 1
fi
exec "${process.execPath}" "${packages}/$name/dist/index.js" "$@"
`;
