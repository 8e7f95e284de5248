import { api } from './base.ts';

export const servers = api.servers.router({
  list: api.servers.list.handler(({ context }) => context.service.state().servers),
  get: api.servers.get.handler(({ context, input }) => context.service.servers.get(input.id)),
  add: api.servers.add.handler(({ context, input }) => context.service.servers.add(input)),
  remove: api.servers.remove.handler(({ context, input }) =>
    context.service.servers.remove(input.id),
  ),
  update: api.servers.update.handler(({ context, input }) => context.service.servers.update(input)),
  setEnabled: api.servers.setEnabled.handler(({ context, input }) =>
    context.service.servers.setEnabled(input),
  ),
  start: api.servers.start.handler(({ context, input }) => context.service.servers.start(input)),
  stop: api.servers.stop.handler(({ context, input }) => context.service.servers.stop(input.id)),
  restart: api.servers.restart.handler(({ context, input }) =>
    context.service.servers.restart(input),
  ),
  signIn: api.servers.signIn.handler(({ context, input }) =>
    context.service.servers.signIn(input.id),
  ),
  finishSignIn: api.servers.finishSignIn.handler(({ context, input }) =>
    context.service.servers.finishSignIn(input),
  ),
  cancelSignIn: api.servers.cancelSignIn.handler(({ context, input }) =>
    context.service.servers.cancelSignIn(input.id),
  ),
  signOut: api.servers.signOut.handler(({ context, input }) =>
    context.service.servers.signOut(input.id),
  ),
});
