import type { RemedyId } from './remedies.ts';

/**
 * Every failure that Loom itself reports. `rpc` is the JSON-RPC code a client sees: Loom's own codes
 * lie in -33000…-33099, outside the ranges that JSON-RPC and MCP reserve, so that nobody takes them
 * for a server's. `exit` is the exit code of the `loom` command.
 */
export const errorCodes = {
  internal: {
    rpc: -32603,
    exit: 70,
    remedy: 'This is a bug in Loom. `loom logs` shows the details.',
  },
  usage: { rpc: -32602, exit: 2, remedy: 'See `loom --help`.' },
  'invalid-registry': { rpc: -33001, exit: 3, remedy: 'Mend the file; `loom validate` checks it.' },
  'invalid-config': { rpc: -33002, exit: 3, remedy: 'Mend the file; `loom validate` checks it.' },
  'file-unreadable': { rpc: -33003, exit: 3, remedy: 'Check that the file exists and is yours.' },
  'file-unwritable': { rpc: -33004, exit: 3, remedy: 'Check the disk space and the permissions.' },
  'name-taken': {
    rpc: -33005,
    exit: 4,
    remedy: 'Choose another name, or remove the old one first.',
  },
  'not-found': { rpc: -33006, exit: 4, remedy: '`loom servers list` shows what there is.' },
  'hub-not-running': { rpc: -33010, exit: 5, remedy: 'Start it with `loom serve`.' },
  'hub-already-running': { rpc: -33011, exit: 6, remedy: 'Use it, or end it first: `loom stop`.' },
  'hub-stopping': { rpc: -33012, exit: 5, remedy: 'Try again in a moment.' },
  'hub-restarted': {
    rpc: -33013,
    exit: 5,
    remedy: 'Try again; whether the call took effect is unknown.',
  },
  'hub-paused': { rpc: -33017, exit: 5, remedy: 'Resume it: `loom resume`.' },
  'unsafe-listener': {
    rpc: -33014,
    exit: 7,
    remedy: 'Listen on 127.0.0.1, or set http.auth.type: token.',
  },
  'address-in-use': {
    rpc: -33015,
    exit: 7,
    remedy: 'Choose another port: http.address in config.yaml, or --http-addr.',
  },
  'unsafe-directory': {
    rpc: -33016,
    exit: 7,
    remedy: 'Set LOOM_HOME to a folder that is yours alone.',
  },
  'server-failed': { rpc: -33020, exit: 8, remedy: '`loom servers show` has its last output.' },
  'server-crashed': {
    rpc: -33021,
    exit: 8,
    remedy: 'It restarts by itself; `loom logs` has its output.',
  },
  'server-timeout': {
    rpc: -33022,
    exit: 8,
    remedy: 'Raise its start_timeout, or look at `loom logs`.',
  },
  'server-disabled': { rpc: -33023, exit: 8, remedy: 'Enable it with `loom servers enable`.' },
  'server-unavailable': {
    rpc: -33024,
    exit: 8,
    remedy: 'Repair what it names, then `loom servers restart`.',
  },
  'server-busy': { rpc: -33025, exit: 8, remedy: 'Try again, or raise its max_concurrent.' },
  'server-protocol': {
    rpc: -33026,
    exit: 8,
    remedy: 'The server breaks the protocol; tell its authors.',
  },
  'unknown-reference': {
    rpc: -33027,
    exit: 3,
    remedy: 'Set what it names, or correct the reference.',
  },
  'unknown-profile': { rpc: -33030, exit: 4, remedy: 'Add it under `profiles` in registry.yaml.' },
  'message-too-large': { rpc: -33031, exit: 8, remedy: 'Raise limits.max_message in config.yaml.' },
  'too-many-sessions': {
    rpc: -33032,
    exit: 8,
    remedy: 'Close clients, or raise http.max_sessions.',
  },
  'input-refused': {
    rpc: -33041,
    exit: 8,
    remedy: 'Call it again and allow what the server asks for.',
  },
  'host-refused': { rpc: -33050, exit: 7, remedy: 'Use http://127.0.0.1 or http://localhost.' },
  'origin-refused': { rpc: -33051, exit: 7, remedy: 'Add the origin to http.allowed_origins.' },
  'no-console-session': {
    rpc: -33052,
    exit: 7,
    remedy: 'Open the link that `loom console` prints.',
  },
  unauthorized: {
    rpc: -33053,
    exit: 7,
    remedy:
      'Make a token (`loom auth token-generate`), and have the client send the header ' +
      '`Authorization: Bearer <token>`.',
  },
  'too-many-attempts': {
    rpc: -33054,
    exit: 7,
    remedy: 'Correct the token that this client sends.',
  },
  'profile-refused': {
    rpc: -33055,
    exit: 7,
    remedy: "Leave ?profile= out, or name the token's own profile.",
  },
  'tool-failed': { rpc: -33040, exit: 1, remedy: 'The tool itself reported the failure.' },
  'vault-locked': {
    rpc: -33060,
    exit: 9,
    remedy: 'Unlock it; what waits for a secret then goes on by itself.',
  },
  'vault-unavailable': {
    rpc: -33061,
    exit: 9,
    remedy:
      'Repair what it names, or choose another store: `vault: { type: file }` in config.yaml.',
  },
  'vault-damaged': { rpc: -33062, exit: 9, remedy: 'Put back its last good version.' },
  'vault-read-only': {
    rpc: -33063,
    exit: 9,
    remedy: 'Choose a store that can be written: `vault` in config.yaml.',
  },
  'secret-too-large': { rpc: -33064, exit: 2, remedy: 'Keep it in a file, and name that file.' },
  'invalid-secret-name': {
    rpc: -33065,
    exit: 2,
    remedy: 'Choose another name, such as GITHUB_TOKEN.',
  },
  'sign-in-needed': {
    rpc: -33068,
    exit: 9,
    remedy: 'Sign in: `loom sign-in`, or on its page in the console.',
  },
  'sign-in-failed': { rpc: -33069, exit: 9, remedy: 'Sign in once more: `loom sign-in`.' },
  'missing-secret': { rpc: -33066, exit: 3, remedy: '`loom secret list` shows what is missing.' },
  'invalid-client-file': {
    rpc: -33070,
    exit: 3,
    remedy: 'Mend the file, or let its client do it; Loom has not touched it.',
  },
  'invalid-bundle': {
    rpc: -33076,
    exit: 3,
    remedy: 'Download it again, or ask its maker; nothing was unpacked.',
  },
  'file-changed': { rpc: -33071, exit: 4, remedy: 'Look at the change again, then confirm it.' },
  'file-busy': { rpc: -33072, exit: 4, remedy: 'Try again in a moment, or end the client first.' },
  'unknown-client': { rpc: -33073, exit: 4, remedy: '`loom sync --status` shows all of them.' },
  'not-expressible': {
    rpc: -33074,
    exit: 4,
    remedy: 'Let the client reach it through Loom: `loom sync --loom-mode`.',
  },
  'undo-conflict': {
    rpc: -33075,
    exit: 4,
    remedy: 'Change the file by hand; `loom sync undo --list` shows what was written.',
  },
  'secret-in-use': {
    rpc: -33067,
    exit: 4,
    remedy: 'Remove it all the same: `loom secret rm --force`.',
  },
} as const;

export type LoomErrorCode = keyof typeof errorCodes;

/** Where in a file something is wrong; line and column count from 1. */
export interface FilePlace {
  file: string;
  line?: number;
  column?: number;
}

export interface LoomErrorDetails {
  /** The server it is about. */
  server?: string;
  /** The name of the secret that is missing. */
  secret?: string;
  place?: FilePlace;
  /** Overrides the code's standard remedy. */
  remedy?: string | undefined;
  /** Names that remedy, so that the console can say it in its reader's language. */
  remedyId?: RemedyId | undefined;
  /** The last lines that the server wrote to stderr. */
  stderr?: string[];
  cause?: unknown;
}

/** A failure that Loom reports: what happened (`message`), why (`cause`) and what to do (`remedy`). */
export class LoomError extends Error {
  override readonly name = 'LoomError';
  readonly code: LoomErrorCode;
  readonly server: string | undefined;
  readonly secret: string | undefined;
  readonly place: FilePlace | undefined;
  readonly remedy: string;
  readonly remedyId: RemedyId | undefined;
  readonly stderr: string[];

  constructor(code: LoomErrorCode, message: string, details: LoomErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.server = details.server;
    this.secret = details.secret;
    this.place = details.place;
    this.remedy = details.remedy ?? errorCodes[code].remedy;
    this.remedyId = details.remedyId;
    this.stderr = details.stderr ?? [];
  }
}

/** Any throwable as a LoomError; what is not one becomes `internal` with the original as its cause. */
export function toLoomError(thrown: unknown): LoomError {
  if (thrown instanceof LoomError) return thrown;
  if (isOfAnotherBundle(thrown))
    return new LoomError(thrown.code, thrown.message, detailsOf(thrown));
  return new LoomError('internal', messageOf(thrown), { cause: thrown });
}

/** What to do about an error, for another that says the same. */
export function remedyOf({
  remedy,
  remedyId,
}: Pick<LoomError, 'remedy' | 'remedyId'>): Pick<LoomErrorDetails, 'remedy' | 'remedyId'> {
  return { remedy, ...(remedyId && { remedyId }) };
}

/** What a throwable says, whatever it is. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The command and the hub are bundled apart, each with this class: one may call the other's code. */
function isOfAnotherBundle(thrown: unknown): thrown is LoomError {
  if (!(thrown instanceof Error) || thrown.name !== 'LoomError' || !('code' in thrown))
    return false;
  return Object.hasOwn(errorCodes, String(thrown.code));
}

function detailsOf({
  server,
  secret,
  place,
  stderr,
  cause,
  ...error
}: LoomError): LoomErrorDetails {
  return {
    ...remedyOf(error),
    stderr,
    cause,
    ...(server !== undefined && { server }),
    ...(secret !== undefined && { secret }),
    ...(place && { place }),
  };
}
