import { Config } from '../../../src-shared/domain/config.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { describeIssue } from './describe-issue.ts';
import { memberOf } from './known-keys.ts';

/** Command-line flags as they were given. */
export interface ConfigFlags {
  httpAddr?: string | undefined;
  allowedOrigins?: readonly string[] | undefined;
  authIssuer?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Keys of config.yaml that an environment variable or a flag may decide, and how its text reads. */
const overridables = [
  { path: ['http', 'address'], variable: 'LOOM_HTTP_ADDR', flag: 'httpAddr', read: asText },
  {
    path: ['http', 'allowed_origins'],
    variable: 'LOOM_ALLOWED_ORIGINS',
    flag: 'allowedOrigins',
    read: asList,
  },
  {
    path: ['http', 'auth', 'issuer'],
    variable: 'LOOM_AUTH_ISSUER',
    flag: 'authIssuer',
    read: asText,
  },
  { path: ['http', 'max_sessions'], variable: 'LOOM_MAX_SESSIONS', read: asNumber },
  {
    path: ['http', 'session_timeout_minutes'],
    variable: 'LOOM_SESSION_TIMEOUT_MINUTES',
    read: asNumber,
  },
  { path: ['vault', 'type'], variable: 'LOOM_VAULT', read: asText },
  { path: ['log', 'level'], variable: 'LOOM_LOG_LEVEL', read: asText },
] as const;

const flagNames = {
  httpAddr: '--http-addr',
  allowedOrigins: '--allowed-origins',
  authIssuer: '--auth-issuer',
} satisfies Record<keyof ConfigFlags, string>;

interface Override {
  path: readonly string[];
  source: string;
  value: unknown;
}

/**
 * The config with what environment and flags say put over it; flags win. An empty variable counts as
 * not set. `sources` names the variable or flag behind each overridden key.
 */
export function applyOverrides(
  base: Config,
  env: Environment,
  flags: ConfigFlags,
): { config: Config; sources: Record<string, string>; problems: LoomError[] } {
  const config = structuredClone(base);
  const sources: Record<string, string> = {};
  const problems: LoomError[] = [];
  for (const override of [...fromEnvironment(env), ...fromFlags(flags)]) {
    const checked = checkValue(override);
    if (checked instanceof LoomError) {
      problems.push(checked);
      continue;
    }
    setAt(config, override.path, checked.value);
    sources[override.path.join('.')] = override.source;
  }
  return { config, sources, problems };
}

function fromEnvironment(env: Environment): Override[] {
  return overridables.flatMap(({ path, variable, read }) => {
    const text = env[variable];
    return text ? [{ path, source: variable, value: read(text) }] : [];
  });
}

function fromFlags(flags: ConfigFlags): Override[] {
  return overridables.flatMap((overridable) => {
    if (!('flag' in overridable)) return [];
    const value = flags[overridable.flag];
    const source = flagNames[overridable.flag];
    return value === undefined ? [] : [{ path: overridable.path, source, value }];
  });
}

function checkValue({ path, source, value }: Override): { value: unknown } | LoomError {
  const partial = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  const checked = Config.safeParse(partial);
  if (checked.success) return { value: path.reduce<unknown>(memberOf, checked.data) };
  const texts = checked.error.issues.flatMap((issue) =>
    describeIssue(issue, Config, partial).map((finding) => finding.text),
  );
  return new LoomError('invalid-config', `${source}: ${texts.join('; ')}`, {
    remedy: source.startsWith('--') ? `Correct ${source}.` : `Correct or unset ${source}.`,
  });
}

function setAt(config: Config, path: readonly string[], value: unknown): void {
  const parent = path.slice(0, -1).reduce<unknown>(memberOf, config);
  Object.assign(parent as object, { [String(path.at(-1))]: value });
}

function asText(text: string): string {
  return text.trim();
}

function asList(text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  return items.filter((item) => item !== '');
}

function asNumber(text: string): number | string {
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
}
