import type { HubClient } from '../../../state/carrier.ts';

/** A token with its text: whoever holds this is the only one that has it. */
export type MadeToken = Awaited<ReturnType<HubClient['auth']['generate']>>;
