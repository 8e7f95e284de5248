import type { HubClient } from '../../state/carrier.ts';

/** One key of config.yaml, as the hub lists it. */
export type Setting = Awaited<ReturnType<HubClient['settings']['list']>>['settings'][number];
