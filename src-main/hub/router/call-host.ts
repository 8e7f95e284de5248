import type { RetryParams } from '../mcp/request-crossing.ts';
import type { CallEnd } from './ended-call.ts';
import type { Pairings } from './pairings.ts';
import type { InputRequired } from './questions/input-required.ts';
import type { AskingCall } from './questions/input-rounds.ts';

/** What all calls share. */
export interface CallHost {
  /** What crossing the eras takes. */
  pairings: Pairings;
  /** A modern server wants to know more of a legacy client before it answers. */
  askClient(
    call: AskingCall,
    input: InputRequired,
    questions: AbortController,
  ): Promise<RetryParams>;
  finished: CallEnd;
}
