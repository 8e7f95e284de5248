import { didYouMean } from '../src-shared/did-you-mean.ts';
import { LoomError } from '../src-shared/errors.ts';
import { fromHub, type HubClient } from './hub-client.ts';

/** Runs a call about one server; where there is none of that name, says which one was meant. */
export function aboutServer<T>(hub: HubClient, id: string, call: () => Promise<T>): Promise<T> {
  const known = async () => (await hub.servers.list()).map((server) => server.id);
  return suggesting(call, { name: id, known, listing: 'loom servers list' });
}

/** As `aboutServer`, for a call about one secret. */
export function aboutSecret<T>(hub: HubClient, name: string, call: () => Promise<T>): Promise<T> {
  const known = async () => (await hub.secrets.list()).map((secret) => secret.name);
  return suggesting(call, { name, known, listing: 'loom secret list' });
}

/** As `aboutServer`, for a call about one token. */
export function aboutToken<T>(hub: HubClient, name: string, call: () => Promise<T>): Promise<T> {
  const known = async () => (await hub.auth.list()).map((token) => token.name);
  return suggesting(call, { name, known, listing: 'loom auth token-list' });
}

interface Subject {
  /** As the user typed it. */
  name: string;
  known(): Promise<readonly string[]>;
  /** The command that shows all names. */
  listing: string;
}

async function suggesting<T>(
  call: () => Promise<T>,
  { name, known, listing }: Subject,
): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    const error = fromHub(thrown);
    if (error.code !== 'not-found') throw error;
    const names = await known();
    if (names.includes(name)) throw error;
    throw withSuggestion(error, didYouMean(name, names), listing);
  }
}

/** The error with the likely name as its remedy; `listing` is the command that shows all names. */
export function withSuggestion(
  error: LoomError,
  suggestion: string | undefined,
  listing: string,
): LoomError {
  if (!suggestion) return error;
  return new LoomError(error.code, error.message, {
    ...(error.server && { server: error.server }),
    cause: error.cause,
    remedy: `Did you mean "${suggestion}"? \`${listing}\` shows what there is.`,
  });
}
