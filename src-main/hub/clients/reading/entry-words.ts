/** What clients call the same things (clients.md pitfall 37); the usual word comes first. */
export const words = {
  type: ['type', 'transport', 'transportType', 'transport_type'],
  command: ['command', 'cmd'],
  args: ['args', 'arguments'],
  env: ['env', 'environment', 'envs'],
  cwd: ['cwd', 'working_directory', 'workingDirectory', 'workdir'],
  envFile: ['envFile', 'env_file'],
  httpUrl: ['httpUrl', 'http_url'],
  url: ['url', 'serverUrl', 'server_url', 'uri', 'baseUrl', 'base_url', 'endpoint'],
  headers: ['headers', 'http_headers', 'httpHeaders'],
  /** Objects that hold headers under one of these words. */
  requests: ['requestInit', 'requestOptions'],
  on: ['enabled', 'active', 'isActive', 'is_active'],
  off: ['disabled', 'isDisabled'],
  allow: ['includeTools', 'enabledTools', 'enabled_tools', 'allowedTools', 'available_tools'],
  deny: ['excludeTools', 'disabledTools', 'disabled_tools', 'excludedTools'],
  oauth: ['oauth', 'auth'],
  clientId: ['clientId', 'client_id', 'CLIENT_ID'],
  scopes: ['scopes', 'scope', 'SCOPES'],
} as const;

/** Fields that hold a time, with their unit; that of `timeout` is its client's. */
export const times = {
  call: {
    timeoutMs: 'ms',
    timeout_ms: 'ms',
    toolTimeoutMs: 'ms',
    tool_timeout_ms: 'ms',
    tool_timeout_sec: 's',
    toolTimeoutSec: 's',
    timeout_sec: 's',
  },
  start: { startupTimeoutMs: 'ms', startup_timeout_ms: 'ms', startup_timeout_sec: 's' },
} as const;

/** Fields that hold the name of a variable, whose value becomes a bearer token. */
export const tokenVariables = ['bearer_token_env_var', 'bearerTokenEnvVar', 'api_key_env'];

/** Maps of headers whose values are names of variables. */
export const headerVariables = ['env_http_headers', 'envHttpHeaders'];

/** Lists of variables that the client hands on, or takes from the system's keyring. */
export const passedVariables = ['env_vars', 'envVars'];
export const keyringVariables = ['env_keys', 'envKeys'];

/** Programs that print headers or a command line; never run here. */
export const helpers = [
  'headersHelper',
  'headers_helper',
  'http_headers_helper',
  'httpHeadersHelper',
  'serverCommand',
];

/** Says nothing about how a server runs. */
export const decoration = new Set(
  (
    'name description display_name displayName title icon logo tags provider official bundled source ' +
    'version gallery key id $schema'
  ).split(' '),
);

/** The first of these words that says something, else the first that has a value, with the value. */
export function member(
  entry: Readonly<Record<string, unknown>>,
  names: readonly string[],
): { key: string; value: unknown } | undefined {
  const given = names.filter((name) => Object.hasOwn(entry, name) && entry[name] != null);
  const key = given.find((name) => !isEmpty(entry[name])) ?? given[0];
  return key === undefined ? undefined : { key, value: entry[key] };
}

/** The first of these words that holds a text. */
export function textOf(
  entry: Readonly<Record<string, unknown>>,
  names: readonly string[],
): string | undefined {
  const found = names.map((name) => entry[name]).find((value) => isText(value));
  return isText(found) ? found.trim() : undefined;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' ? Object.keys(value ?? {}).length === 0 : value === '';
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
