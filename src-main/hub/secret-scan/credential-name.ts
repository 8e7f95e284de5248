/** How surely a name says that a credential stands there. */
export type Certainty =
  /** `DB_PASSWORD`: people choose them, so they may look like anything. */
  | 'password'
  /** `GITHUB_TOKEN`, `apiKey`: made by machines. */
  | 'token'
  /** `key`, `auth`: perhaps. */
  | 'perhaps';

const passwords = ['password', 'passwd', 'passphrase', 'passcode', 'pwd', 'pass'];
const tokens = ['token', 'secret', 'apikey', 'authorization', 'bearer', 'pat', 'jwt'];
const credentials = ['key', 'auth', 'credential', 'credentials', 'cookie', 'session', 'signature'];

/** What makes a key a secret one. */
const keyKinds = ['api', 'access', 'secret', 'private', 'auth', 'account', 'service', 'master'];
const moreKeyKinds = ['admin', 'encryption', 'signing', 'subscription', 'license', 'app', 'client'];

/** `TOKEN_FILE` names a file, `MAX_TOKEN_COUNT` counts: a name that ends so speaks of something else. */
const otherThings = new Set(
  (
    'path file dir directory folder url uri endpoint host port id name username user type kind mode ' +
    'method scheme style format provider source issuer audience scope scopes limit limits max min ' +
    'count size length budget ttl timeout expiry expires expiration age version region enabled ' +
    'disabled required parallelism header headers prefix suffix env var variable command helper ' +
    'algorithm alg store backend manager policy label title description hint public fingerprint'
  ).split(' '),
);

/** Judges the name of a field, flag, header or parameter; undefined where it says nothing of the kind. */
export function credentialName(name: string): Certainty | undefined {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (!last || otherThings.has(last)) return undefined;
  if (words.includes('public') || words.includes('publishable')) return undefined;
  if (endsLike(last, passwords)) return 'password';
  if (endsLike(last, tokens)) return 'token';
  const before = words.at(-2) ?? '';
  if (last === 'key' && [...keyKinds, ...moreKeyKinds].some((kind) => before.endsWith(kind))) {
    return 'token';
  }
  if (last.endsWith('key') && keyKinds.includes(last.slice(0, -3))) return 'token';
  if (credentials.includes(last)) return 'perhaps';
  return words.some((word) => passwords.includes(word) || tokens.includes(word))
    ? 'perhaps'
    : undefined;
}

/** `PGPASSWORD` and `authtoken` too; the short ones only by themselves (`compass` is no password). */
function endsLike(word: string, endings: readonly string[]): boolean {
  return endings.some((ending) =>
    ending.length < 5 ? word === ending : word.endsWith(ending) && !word.endsWith('tokens'),
  );
}

/** `GITHUB_API-key2` as `github api key`, `TÖKEN` as `token`. */
function wordsOf(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');
}
