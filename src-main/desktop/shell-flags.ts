import { parseArgs } from 'node:util';
import type { HubFlags } from '../../src-shared/headless.ts';

export interface ShellFlags {
  /** Start in the tray, without a window. */
  hidden: boolean;
  flags: HubFlags;
}

/**
 * The flags of `loom serve` for the desktop app, since `npm start -- …` takes them whichever of the
 * two it starts. What is unknown is left to Electron: it has hundreds of switches.
 */
export function readShellFlags(args: readonly string[]): ShellFlags {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      hidden: { type: 'boolean' },
      'http-addr': text,
      registry: text,
      config: text,
      'allowed-origins': text,
      'auth-issuer': text,
    },
  });
  return {
    hidden: values.hidden === true,
    flags: {
      httpAddr: textIn(values['http-addr']),
      registry: textIn(values.registry),
      config: textIn(values.config),
      allowedOrigins: textIn(values['allowed-origins'])
        ?.split(',')
        .map((part) => part.trim()),
      authIssuer: textIn(values['auth-issuer']),
    },
  };
}

/** A flag without its value is `true`. */
function textIn(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
