import { literalText } from '../../../src-shared/domain/references.ts';
import type { SlotValue, SlotValues } from '../presets/fill-entry.ts';
import type { Manifest } from './manifest.ts';
import { optionsIn, type Places, withPlaces } from './places.ts';
import type { BundleSlot } from './read-parameters.ts';

/** What a manifest says is to be run on this platform, with its placeholders. */
export interface Launch {
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}

export function launchOf({ server }: Manifest, platform: NodeJS.Platform): Launch {
  const { type, entry_point: entryPoint, mcp_config: config } = server;
  if (!config) {
    // What its makers' own host runs for a bundle of type `uv` that does not say.
    const args = ['run', '--directory', '${__dirname}', entryPoint];
    return { command: 'uv', args, env: {} };
  }
  const here = config.platform_overrides?.[platform];
  const command = here?.command ?? config.command;
  return {
    command: type === 'binary' && command === entryPoint ? `\${__dirname}/${command}` : command,
    args: here?.args ?? config.args ?? [],
    env: { ...config.env, ...here?.env },
  };
}

export interface LaunchContext {
  slots: readonly BundleSlot[];
  places: Places;
}

/**
 * The entry of registry.yaml that runs a bundle. Whatever the manifest says stands for itself: a
 * `${secret:…}` in it reads no secret. Where an optional setting is empty, the text that holds it is
 * left out, and with an argument the option before it that names it.
 */
export function fillLaunch(
  { command, args, env }: Launch,
  { slots, places }: LaunchContext,
  values: SlotValues,
): Record<string, unknown> {
  const keys = new Map(slots.map(({ key, parameter }) => [key, parameter]));
  const valueAt = (key: string): SlotValue => values.get(keys.get(key)?.name ?? '');
  const isOpen = (text: string) =>
    optionsIn(text).some((key) => keys.has(key) && isEmpty(valueAt(key)));
  const fill = (text: string) =>
    withPlaces(text, places, {
      literal: literalText,
      place: literalText,
      option: (key) => (keys.has(key) ? textOf(valueAt(key)) : undefined),
    });
  const filledArgs = withoutOpen(args, isOpen).flatMap((arg) => {
    const [key] = optionsIn(arg);
    const whole = key !== undefined && arg === `\${user_config.${key}}` ? valueAt(key) : undefined;
    return Array.isArray(whole) ? [...whole] : [fill(arg)];
  });
  const pairs = Object.entries(env).filter(([, text]) => !isOpen(text));
  const secretKeys = [...keys].flatMap(([key, { type }]) => (type === 'secret' ? [key] : []));
  const isSeen = filledSecretIn(args, secretKeys, (key) => !isEmpty(valueAt(key)));
  return {
    transport: 'stdio',
    command: fill(command),
    ...(filledArgs.length > 0 && { args: filledArgs }),
    ...(pairs.length > 0 && { env: Object.fromEntries(pairs.map(([k, text]) => [k, fill(text)])) }),
    ...(isSeen && { allow_secret_in_args: true }),
  };
}

/** The secrets that are put where every user of the machine can read them. */
export function secretsInArguments(
  { command, args }: Launch,
  slots: readonly BundleSlot[],
): BundleSlot[] {
  const used = new Set([command, ...args].flatMap(optionsIn));
  return slots.filter(({ key, parameter }) => parameter.type === 'secret' && used.has(key));
}

function filledSecretIn(
  args: readonly string[],
  secretKeys: readonly string[],
  isFilled: (key: string) => boolean,
): boolean {
  return args.flatMap(optionsIn).some((key) => secretKeys.includes(key) && isFilled(key));
}

/** `--port ${user_config.port}` without a port is neither: the option would swallow what follows. */
function withoutOpen(args: readonly string[], isOpen: (text: string) => boolean): string[] {
  return args.filter((arg, index) => {
    if (isOpen(arg)) return false;
    const next = args[index + 1];
    const isName = /^--?[a-zA-Z][\w-]*$/.test(arg);
    return !(isName && next !== undefined && isOpen(next) && !next.startsWith('-'));
  });
}

function isEmpty(value: SlotValue): boolean {
  return value === undefined || value === '';
}

function textOf(value: SlotValue): string {
  return Array.isArray(value) ? value.join(',') : String(value ?? '');
}
