import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { HubState } from '../domain/hub-state.ts';
import { RecentChange } from '../domain/recent.ts';
import { call } from './base.ts';

const Paused = HubState.pick({ pausedSince: true });

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
  /** What runs for the hub, and what it takes. */
  processes: call.output(
    z.object({
      /** Bytes of the hub itself. */
      hubMemory: z.number(),
      children: z.array(
        z.object({ server: z.string(), pid: z.number(), memory: z.number().optional() }),
      ),
      /** The `loom proxy` of each client that starts its servers. */
      proxies: z.object({ processes: z.number(), memory: z.number().optional() }),
      /** What would run without Loom: each client with a process per server that is used. */
      withoutLoom: z.object({ processes: z.number(), memory: z.number().optional() }),
    }),
  ),
  /** What changed lately, newest first: servers that came, failed, were edited; files; clients. */
  recent: call.output(z.array(RecentChange)),
  /** Stops all servers when their calls have ended, and starts none until `resume`. */
  pause: call.output(Paused),
  resume: call.output(Paused),
  /** A link that opens the console once, within a minute. */
  consoleLink: call.output(z.object({ url: z.string() })),
  /** Answers, then drains and stops. */
  stop: call.output(z.object({ pid: z.number() })),
  /**
   * Answers, then drains, stops, and starts again with the same flags: config.yaml is in force anew.
   * Fails with `usage` where the state's `canRestart` is not true.
   */
  restart: call.output(z.object({ pid: z.number(), startedAt: z.number() })),
};
