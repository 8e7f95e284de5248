import { didYouMean } from '../../../src-shared/did-you-mean.ts';
import { fromHub, type HubClient } from '../../hub-client.ts';
import { withSuggestion } from '../../suggest.ts';

/** Runs a call about one token; where there is none of that name, says which one was meant. */
export async function aboutToken<T>(
  hub: HubClient,
  which: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    const error = fromHub(thrown);
    if (error.code !== 'not-found') throw error;
    const names = (await hub.auth.list()).map(({ name }) => name);
    if (names.includes(which)) throw error;
    throw withSuggestion(error, didYouMean(which, names), 'loom auth token-list');
  }
}
