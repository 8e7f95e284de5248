import { idOf, paramSpans } from '../../../../src-shared/wire/frame.ts';
import type { Span } from '../../../../src-shared/wire/json-scan.ts';
import { resultMessage, rpcCodes } from '../../mcp/message.ts';
import type { ClientRequest } from '../../sessions/session.ts';
import type { Dispatch } from '../dispatch.ts';
import { progressOf, refuse, textAt, tokenIn } from '../request-parts.ts';
import type { Route } from '../route.ts';
import type { LegacyTasks } from './legacy-tasks.ts';

/** Requests about tasks (2025-11-25 basic/utilities/tasks), each to where its task runs. */
export class LegacyTaskRequests {
  readonly #dispatch: Dispatch;
  readonly #tasks: LegacyTasks;

  constructor(dispatch: Dispatch, tasks: LegacyTasks) {
    this.#dispatch = dispatch;
    this.#tasks = tasks;
  }

  /** A call that carries `params.task` may create one: remembers whose it is. */
  creating(request: ClientRequest, task: Span | undefined): Pick<Route, 'onAnswer'> {
    if (!task) return {};
    const { session, frame } = request;
    return {
      onAnswer: (answer, instance, upstreamId) => {
        const [meta] = paramSpans(frame, ['_meta']) ?? [];
        const token = meta && tokenIn(frame.bytes, meta);
        const client = token && frame.bytes.subarray(token.start, token.end);
        this.#tasks.created(session, instance, answer, { upstream: upstreamId, client });
      },
    };
  }

  /** `tasks/get`, `tasks/result`, `tasks/cancel`. */
  byId(request: ClientRequest): void {
    const { frame, session } = request;
    const [span, meta] = paramSpans(frame, ['taskId', '_meta']) ?? [];
    const taskId = textAt(frame.bytes, span) ?? '';
    const instance = this.#tasks.instanceOf(session, taskId);
    if (!instance) {
      refuse(request, rpcCodes.invalidParams, `there is no task ${JSON.stringify(taskId)}`);
      return;
    }
    this.#dispatch.relay(request, {
      serverId: instance.serverId,
      acquire: () => instance,
      edits: [],
      asTool: false,
      ...progressOf(request, meta),
      onAnswer: (answer) => this.#tasks.answered(session, taskId, frame.method, answer),
    });
  }

  /** `tasks/list`: the session's own, from all servers. */
  async list(request: ClientRequest): Promise<void> {
    const texts = await this.#tasks.list(request.session);
    const list = texts.map((text) => Buffer.from(text).toString()).join(',');
    request.reply(resultMessage(idOf(request.frame), Buffer.from(`{"tasks":[${list}]}`)));
  }
}
