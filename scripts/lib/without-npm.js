import { delimiter } from 'node:path';

const npmOwn = /^(npm_(lifecycle_|package_|command|execpath|node_execpath)|INIT_CWD$)/;
const npmFolder = /[\\/]node_modules[\\/](\.bin|@npmcli[\\/]run-script[\\/].*)$/;

/**
 * The environment as it was before npm added to it. The settings (npm_config_*) stay: they are
 * the user's.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withoutNpm(env) {
  const kept = Object.entries(env).filter(([name]) => !npmOwn.test(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, /^path$/i.test(name) ? withoutFolders(value ?? '') : value]),
  );
}

/** @param {string} path */
function withoutFolders(path) {
  return path
    .split(delimiter)
    .filter((folder) => !npmFolder.test(folder))
    .join(delimiter);
}
