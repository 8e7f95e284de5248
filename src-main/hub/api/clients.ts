import { api } from './base.ts';

export const clients = api.clients.router({
  list: api.clients.list.handler(({ context, input }) => context.service.clients.list(input)),
  byHand: api.clients.byHand.handler(({ context, input }) => context.service.clients.byHand(input)),
  projects: api.clients.projects.handler(({ context }) => context.service.clients.projects()),
  preview: api.clients.preview.handler(({ context, input }) =>
    context.service.clients.preview(input),
  ),
  apply: api.clients.apply.handler(({ context, input }) => context.service.clients.apply(input)),
  history: api.clients.history.handler(({ context, input }) =>
    context.service.clients.history(input),
  ),
  previewUndo: api.clients.previewUndo.handler(({ context, input }) =>
    context.service.clients.previewUndo(input),
  ),
  undo: api.clients.undo.handler(({ context, input }) => context.service.clients.undo(input)),
  forget: api.clients.forget.handler(({ context, input }) => context.service.clients.forget(input)),
  verify: api.clients.verify.handler(({ context, input }) => context.service.clients.verify(input)),
  drifts: api.clients.drifts.handler(({ context }) => context.service.clients.drifts()),
  resolveDrift: api.clients.resolveDrift.handler(({ context, input }) =>
    context.service.clients.resolveDrift(input),
  ),
  setHeal: api.clients.setHeal.handler(({ context, input }) =>
    context.service.clients.setHeal(input),
  ),
  generate: api.clients.generate.handler(({ context, input }) =>
    context.service.clients.generate(input),
  ),
  check: api.clients.check.handler(({ context, input }) => context.service.clients.check(input)),
  findServers: api.clients.findServers.handler(({ context, input }) =>
    context.service.clients.findServers(input),
  ),
  tryServer: api.clients.tryServer.handler(({ context, input, signal }) =>
    context.service.clients.tryServer(input, signal),
  ),
  importServers: api.clients.importServers.handler(({ context, input }) =>
    context.service.clients.importServers(input),
  ),
});
