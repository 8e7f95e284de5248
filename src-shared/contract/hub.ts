import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { HubState } from '../domain/hub-state.ts';
import { call } from './base.ts';

export const hub = {
  state: call.output(HubState),
  /** The state at once, then again after every change, at most ten times a second. */
  changes: call.output(eventIterator(HubState)),
  /** Reads registry.yaml and config.yaml again, now. */
  reload: call.output(
    z.object({
      added: z.array(z.string()),
      changed: z.array(z.string()),
      removed: z.array(z.string()),
      /** Keys of config.yaml that take effect only when the hub starts again. */
      needRestart: z.array(z.string()),
    }),
  ),
  /** A link that opens the console once, within a minute. */
  consoleLink: call.output(z.object({ url: z.string() })),
  /** Answers, then drains and stops. */
  stop: call.output(z.object({ pid: z.number() })),
};
