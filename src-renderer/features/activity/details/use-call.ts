import type { CallDetails } from '../../../../src-shared/domain/activity.ts';
import { useHubQuery } from '../../../state/use-hub-query.ts';

/** One call with all that is kept of it; it never changes again. */
export function useCall(id: number) {
  return useHubQuery(['activity', 'call', id], (hub) => hub.activity.get({ id }));
}

const day = 86_400_000;

/** How long such calls take. */
export function useUsual({ server, name }: CallDetails) {
  const { data } = useHubQuery(['activity', 'usual', server, name], (hub) =>
    hub.activity.stats({ filter: { server, name }, spanMs: day, buckets: 1 }),
  );
  return data?.all;
}

export type Replay =
  | { kind: 'ready'; search: Record<string, string>; isCut: boolean; isHidden: boolean }
  | { kind: 'gone' }
  /** Its server has not told what it offers. */
  | { kind: 'unlisted' }
  | { kind: 'none' }
  | { kind: 'unknown' };

/** Where the playground has what was called, under the name that clients use. */
export function useReplay(call: CallDetails): Replay {
  const { server, kind } = call;
  const isNamed = server !== '' && (kind === 'tool' || kind === 'prompt');
  const { data, error } = useHubQuery(
    ['server details', server],
    (hub) => hub.servers.get({ id: server }),
    { enabled: isNamed },
  );
  if (kind === 'resource' && server !== '') return readyFor('resource', call.name, call);
  if (kind === 'other') return { kind: 'none' };
  if (!isNamed || error) return { kind: 'gone' };
  if (!data) return { kind: 'unknown' };
  const named = kind === 'tool' ? data.tools : data.prompts;
  const found = named.find(({ upstreamName }) => upstreamName === call.name);
  if (found) return readyFor(kind, found.name, call);
  return { kind: data.view.surface ? 'gone' : 'unlisted' };
}

function readyFor(kind: string, name: string, call: CallDetails): Replay {
  const isCut = call.cut.includes('arguments');
  const args = isCut ? undefined : call.arguments;
  return {
    kind: 'ready',
    search: { [kind]: name, ...(args !== undefined && { args }) },
    isCut,
    isHidden: args?.includes('"…"') ?? false,
  };
}
