/** The person at the hub: signs in to the suite's server as often as that asks for it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import { browse } from '../harness/browse.ts';
import type { TestHub } from '../harness/hub.ts';

type Docs = HubState['servers'][number];

/** Nobody signs in for ever to a server that is never satisfied. */
const mostSignIns = 3;

export interface Person {
  /**
   * Signs in where the server wants that.
   *
   * @returns whether there is reason to try again what failed.
   */
  satisfy(): Promise<boolean>;
}

/** @param id - the suite's server. */
export function createPerson(hub: TestHub, id: string): Person {
  let signIns = 0;
  const view = async () => (await hub.api.servers.get({ id })).view;
  return {
    async satisfy() {
      if (signIns >= mostSignIns || !wants(await view())) return false;
      signIns += 1;
      const { url } = await hub.api.servers.signIn({ id });
      await browse(url);
      while ((await view()).signIn?.phase === 'waiting') await pause(20);
      return (await view()).signIn?.phase === 'signed-in';
    },
  };
}

function wants({ signIn }: Docs): boolean {
  return signIn?.phase === 'needed' || (signIn?.phase === 'signed-in' && signIn.wanted.length > 0);
}
