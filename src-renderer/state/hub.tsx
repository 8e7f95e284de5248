import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { HubClient } from './carrier.ts';
import type { Live, LiveState } from './live.ts';

const HubContext = createContext<{ client: HubClient; live: Live } | undefined>(undefined);

export function HubProvider(props: { client: HubClient; live: Live; children: ReactNode }) {
  const { client, live, children } = props;
  return <HubContext value={{ client, live }}>{children}</HubContext>;
}

/** For calls. */
export function useHubClient(): HubClient {
  return useHub().client;
}

/** For what is shown; renders again on every push. */
export function useLive(): LiveState {
  const { live } = useHub();
  return useSyncExternalStore(live.subscribe, live.get);
}

function useHub() {
  const hub = useContext(HubContext);
  if (!hub) throw new Error('useHub outside of HubProvider');
  return hub;
}
