import type { Era } from '../../../../src-shared/domain/era.ts';
import {
  bodySpans,
  idOf,
  type NotificationFrame,
  paramSpans,
  type ResponseFrame,
} from '../../../../src-shared/wire/frame.ts';
import { parseText } from '../../../../src-shared/wire/json-scan.ts';
import { extensions } from '../../catalog/capabilities.ts';
import type { View } from '../../catalog/view.ts';
import { errorMessage, rpcCodes } from '../../mcp/message.ts';
import type { ClientRequest, Session } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';
import type { Dispatch } from '../dispatch.ts';
import { progressOf, refuse, textAt } from '../request-parts.ts';
import type { Route } from '../route.ts';
import { TaskTable } from './task-table.ts';

export interface ModernTasksOptions {
  view(session: Session, era: Era): View;
}

/**
 * Tasks of the extension `io.modelcontextprotocol/tasks`: a server answers a call with a task, and
 * whoever called asks for it by its id. Each request goes to the server whose task it is. They are
 * not made tasks of 2025-11-25, nor those them (legacy-task-requests.ts).
 */
export class ModernTasks {
  readonly #dispatch: Dispatch;
  readonly #options: ModernTasksOptions;
  readonly #table = new TaskTable();

  constructor(dispatch: Dispatch, options: ModernTasksOptions) {
    this.#dispatch = dispatch;
    this.#options = options;
  }

  /** A call whose answer may be a task: remembers whose it is. */
  creating({ envelope, session }: ClientRequest): Pick<Route, 'onAnswer'> {
    if (!envelope || !declaresTasks(session)) return {};
    const { principal } = session;
    return {
      onAnswer: (answer, instance) => {
        const task = instance.era === 'modern' ? createdTask(answer) : undefined;
        if (task) this.#table.add(principal, instance, task);
      },
    };
  }

  /** `tasks/get`, `tasks/update`, `tasks/cancel`. */
  byId(request: ClientRequest): void {
    const { frame, session } = request;
    if (!declaresTasks(session)) {
      const text = `Missing required client capability: ${extensions.tasks}`;
      request.reply(errorMessage(idOf(frame), rpcCodes.missingCapability, text, required));
      return;
    }
    const [span, meta] = paramSpans(frame, ['taskId', '_meta']) ?? [];
    const taskId = textAt(frame.bytes, span);
    const serverId = taskId === undefined ? undefined : this.serverOf(session, taskId);
    if (taskId === undefined || serverId === undefined) {
      const text = taskId === undefined ? 'the request names no task' : `Task not found: ${taskId}`;
      refuse(request, rpcCodes.invalidParams, text);
      return;
    }
    this.#dispatch.relay(request, {
      ...this.#dispatch.target(serverId, request),
      ...progressOf(request, meta),
      edits: [],
      asTool: false,
      mirrored: { name: taskId },
      onAnswer: (answer) => {
        if (saysOver(answer)) this.#table.over(session.principal, taskId);
      },
    });
  }

  /**
   * The server that runs a task of this client's. One that nobody here has seen the beginning of is
   * looked for at the only server that has tasks, if there is but one; never another client's.
   */
  serverOf(session: Session, taskId: string): string | undefined {
    const known = this.#table.serverOf(session.principal, taskId);
    if (known !== undefined) return known;
    const [only, ...others] = this.#options.view(session, 'modern').declaring(extensions.tasks);
    if (only === undefined || others.length > 0) return undefined;
    return this.#table.isOthers(session.principal, only, taskId) ? undefined : only;
  }

  /** `notifications/tasks`: one that has ended does not keep its server running any more. */
  notified(instance: Instance, frame: NotificationFrame): void {
    if (frame.method !== 'notifications/tasks') return;
    const [id, status] = paramSpans(frame, ['taskId', 'status']) ?? [];
    const taskId = textAt(frame.bytes, id);
    const isOver = ended.has(textAt(frame.bytes, status) ?? '');
    if (isOver && taskId !== undefined) this.#table.overAt(instance, taskId);
  }

  instanceEnded(instance: Instance): void {
    this.#table.instanceEnded(instance);
  }
}

const ended = new Set(['completed', 'failed', 'cancelled']);
const required = { requiredCapabilities: { extensions: { [extensions.tasks]: {} } } };

function declaresTasks({ capabilities }: Session): boolean {
  const declared = capabilities.extensions;
  return (
    typeof declared === 'object' && declared !== null && Object.hasOwn(declared, extensions.tasks)
  );
}

/** The task that a call was answered with; undefined where it was answered with anything else. */
function createdTask(frame: ResponseFrame) {
  if (frame.outcome === 'error') return undefined;
  const { bytes } = frame;
  const [type, id, ttl] = bodySpans(frame, ['resultType', 'taskId', 'ttlMs']) ?? [];
  const taskId = textAt(bytes, id);
  if (textAt(bytes, type) !== 'task' || taskId === undefined) return undefined;
  return { taskId, ttlMs: ttl && parseText(bytes, ttl) };
}

function saysOver(frame: ResponseFrame): boolean {
  if (frame.outcome === 'error') return false;
  const [status] = bodySpans(frame, ['status']) ?? [];
  return ended.has(textAt(frame.bytes, status) ?? '');
}
