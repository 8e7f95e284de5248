import { createStandIn } from '../../src-main/shell/testing/stand-in.ts';

/** The one stand-in of this process: the app requires it as `electron`, the test is shown it. */
export const standIn = createStandIn();

export type StandIn = typeof standIn;
