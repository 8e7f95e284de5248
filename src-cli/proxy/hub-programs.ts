import { appImageArguments, appImageOf } from '../../src-shared/app-image.ts';
import { hubNodeFlags } from '../../src-shared/hub-node-flags.ts';

/** A way to start a hub. */
export interface HubProgram {
  kind: 'desktop' | 'headless';
  command: string;
  args: string[];
  /** Laid over our own environment; undefined takes a variable away. */
  env: Record<string, string | undefined>;
}

export interface HubProgramsInput {
  /** The hub's entry, `dist/main/headless.cjs`. */
  entry: string;
  /** The runtime that runs us. */
  runtime: string;
  platform: string;
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * The ways to start a hub, best first: a package has the desktop app, which wants a desktop, and the
 * same hub without it; a checkout has the latter.
 */
export function hubPrograms(input: HubProgramsInput): HubProgram[] {
  const { entry, runtime } = input;
  if (!/[\\/]app\.asar[\\/]/.test(entry)) {
    return [{ kind: 'headless', command: runtime, args: [...hubNodeFlags, entry], env: {} }];
  }
  const image = appImageOf(entry, input.env);
  const env = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: undefined };
  const desktop: HubProgram = {
    kind: 'desktop',
    command: image ?? runtime,
    args: ['--hidden'],
    env: { ...env, ELECTRON_RUN_AS_NODE: undefined },
  };
  const headless: HubProgram = {
    kind: 'headless',
    command: image ?? runtime,
    args: [...hubNodeFlags, ...(image ? [...appImageArguments, 'serve'] : [entry])],
    env,
  };
  return hasDesktop(input) ? [desktop, headless] : [headless];
}

/**
 * Whether the desktop app can run here, for this hub: there is one of it per user, and LOOM_HOME
 * names another hub than the user's. Where this is wrong, the app ends at once and the other way is
 * taken.
 */
function hasDesktop({ platform, env }: HubProgramsInput): boolean {
  if (env.LOOM_HOME) return false;
  if (platform === 'linux') return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  return !env.SSH_CONNECTION;
}
