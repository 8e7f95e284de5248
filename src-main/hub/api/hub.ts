import { api } from './base.ts';
import { followState } from './follow-state.ts';

const lookEveryMs = 1_000;

export const hub = api.hub.router({
  state: api.hub.state.handler(({ context }) => context.service.state()),
  changes: api.hub.changes.handler(({ context, signal }) =>
    followState(context.service, signal, lookEveryMs),
  ),
  reload: api.hub.reload.handler(({ context }) => context.service.reload()),
  processes: api.hub.processes.handler(({ context }) => context.service.processes()),
  recent: api.hub.recent.handler(({ context }) => context.service.recent()),
  pause: api.hub.pause.handler(({ context }) => context.service.pause()),
  resume: api.hub.resume.handler(({ context }) => context.service.resume()),
  consoleLink: api.hub.consoleLink.handler(async ({ context }) => ({
    url: await context.service.consoleLink(),
  })),
  stop: api.hub.stop.handler(({ context }) => {
    const { pid } = context.service.state();
    context.service.stop();
    return { pid };
  }),
  restart: api.hub.restart.handler(({ context }) => {
    const { pid, startedAt } = context.service.state();
    context.service.restart();
    return { pid, startedAt };
  }),
});
