import { paramSpans } from '../../../src-shared/wire/frame.ts';
import { extensions } from '../catalog/capabilities.ts';
import { rpcCodes } from '../mcp/message.ts';
import type { ClientRequest } from '../sessions/session.ts';
import type { Dispatch } from './dispatch.ts';
import { progressOf, refuse } from './request-parts.ts';

/**
 * Requests of the skills extension (SEP-2640): `skills/list`, `skills/get` and
 * `resources/directory/read`. They go to the one server that declares it. Lists of several are not
 * merged, so where several declare it the hub does not announce it (catalog/capabilities.ts).
 */
export class SkillRequests {
  readonly #dispatch: Dispatch;

  constructor(dispatch: Dispatch) {
    this.#dispatch = dispatch;
  }

  relay(request: ClientRequest): void {
    this.#dispatch.resolve(request, {
      wanted: () => undefined,
      find: (view) => oneOrMore(view.declaring(extensions.skills)),
      found: ([serverId, ...others]) => {
        if (others.length > 0) refuseMethod(request);
        else this.#send(request, serverId);
      },
      missing: () => refuseMethod(request),
    });
  }

  #send(request: ClientRequest, serverId: string): void {
    const [meta] = paramSpans(request.frame, ['_meta']) ?? [];
    this.#dispatch.relay(request, {
      ...this.#dispatch.target(serverId, request),
      ...progressOf(request, meta),
      edits: [],
      asTool: false,
    });
  }
}

function oneOrMore<T>([first, ...others]: readonly T[]): [T, ...T[]] | undefined {
  return first === undefined ? undefined : [first, ...others];
}

function refuseMethod(request: ClientRequest): void {
  refuse(request, rpcCodes.methodNotFound, 'Method not found');
}
