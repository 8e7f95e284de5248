import { didYouMean } from '../src-shared/did-you-mean.ts';
import { LoomError } from '../src-shared/errors.ts';
import { fromHub, type HubClient } from './hub-client.ts';

/** Runs a call about one server; where there is none of that name, says which one was meant. */
export async function aboutServer<T>(
  hub: HubClient,
  id: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    const error = fromHub(thrown);
    if (error.code !== 'not-found') throw error;
    const ids = (await hub.servers.list()).map((server) => server.id);
    if (ids.includes(id)) throw error;
    throw withSuggestion(error, didYouMean(id, ids));
  }
}

/** As `aboutServer`, for a call about one secret. */
export async function aboutSecret<T>(
  hub: HubClient,
  name: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    const error = fromHub(thrown);
    if (error.code !== 'not-found') throw error;
    const names = (await hub.secrets.list()).map((secret) => secret.name);
    throw withSuggestion(error, didYouMean(name, names), 'loom secret list');
  }
}

/** The error with the likely name as its remedy; `listing` is the command that shows all names. */
export function withSuggestion(
  error: LoomError,
  suggestion: string | undefined,
  listing = 'loom servers list',
): LoomError {
  if (!suggestion) return error;
  return new LoomError(error.code, error.message, {
    ...(error.server && { server: error.server }),
    cause: error.cause,
    remedy: `Did you mean "${suggestion}"? \`${listing}\` shows what there is.`,
  });
}
