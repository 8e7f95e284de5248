import { paramSpans } from '../../../src-shared/wire/frame.ts';
import { extensions } from '../catalog/capabilities.ts';
import { rpcCodes } from '../mcp/message.ts';
import type { ClientRequest } from '../sessions/session.ts';
import type { Dispatch, DispatchOptions } from './dispatch.ts';
import { eraOf, progressOf, refuse } from './request-parts.ts';

/**
 * Requests of the skills extension (SEP-2640): `skills/list`, `skills/get` and
 * `resources/directory/read`. They go to the one server that declares it. Lists of several are not
 * merged, so where several declare it the hub does not announce it (catalog/capabilities.ts).
 */
export class SkillRequests {
  readonly #dispatch: Dispatch;
  readonly #options: Pick<DispatchOptions, 'view'>;

  constructor(dispatch: Dispatch, options: Pick<DispatchOptions, 'view'>) {
    this.#dispatch = dispatch;
    this.#options = options;
  }

  relay(request: ClientRequest): void {
    const view = this.#options.view(request.session, eraOf(request));
    const [serverId, ...others] = view.declaring(extensions.skills);
    if (serverId === undefined || others.length > 0) {
      refuse(request, rpcCodes.methodNotFound, 'Method not found');
      return;
    }
    const [meta] = paramSpans(request.frame, ['_meta']) ?? [];
    this.#dispatch.relay(request, {
      ...this.#dispatch.target(serverId, request),
      ...progressOf(request, meta),
      edits: [],
      asTool: false,
    });
  }
}
