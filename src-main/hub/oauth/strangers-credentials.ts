import type { Credentials } from '../upstreams/credentials.ts';
import { parseChallenge } from './parse-challenge.ts';
import { authorizesItself, type RemoteSpec } from './remote-spec.ts';
import { wantsSignInOnceAdded } from './wants-sign-in.ts';

/** For a server that is only tried: nobody signs in to it, but it says that somebody would have to. */
export function strangersCredentials(serverId: string, spec: RemoteSpec): Credentials | undefined {
  if (authorizesItself(spec)) return undefined;
  return {
    header: () => undefined,
    async refused({ status, challenge }) {
      if (status !== 401 || !parseChallenge(challenge)) return { so: 'take-as-it-is' };
      return { so: 'fail', error: wantsSignInOnceAdded(serverId) };
    },
  };
}
