import { useEffect, useState } from 'react';
import type { SyncResult, Verification } from '../../../../src-shared/domain/client.ts';
import { useHubClient } from '../../../state/hub.tsx';
import { toldBy } from '../../../state/use-trouble.ts';

type Written = SyncResult['written'];

/** Tries what the clients will run, one after the other; by target, those that are done. */
export function useVerify(
  written: Written,
  project: string | undefined,
): ReadonlyMap<string, Verification> {
  const hub = useHubClient();
  const [done, setDone] = useState<ReadonlyMap<string, Verification>>(new Map());
  useEffect(() => {
    const closing = new AbortController();
    async function run(): Promise<void> {
      for (const { target, label } of written) {
        const where = { targets: [target], ...(project !== undefined && { project }) };
        const verification = await hub.clients.verify(where, { signal: closing.signal }).then(
          (all) => all.find((one) => one.target === target),
          (thrown): Verification => failed({ target, label }, thrown),
        );
        if (closing.signal.aborted) return;
        if (verification) setDone((before) => new Map(before).set(target, verification));
      }
    }
    void run();
    return () => closing.abort();
  }, [hub, written, project]);
  return done;
}

function failed(
  { target, label }: Pick<Verification, 'target' | 'label'>,
  thrown: unknown,
): Verification {
  const { message: error, ...told } = toldBy(thrown);
  return { target, label, tried: '', ok: false, error, ...told };
}
