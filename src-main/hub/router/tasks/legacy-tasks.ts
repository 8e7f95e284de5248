import {
  bodySpans,
  type NotificationFrame,
  paramSpans,
  type ResponseFrame,
} from '../../../../src-shared/wire/frame.ts';
import { findMembers, parseText } from '../../../../src-shared/wire/json-scan.ts';
import { splice } from '../../../../src-shared/wire/splice.ts';
import { ServerRefusal } from '../../mcp/peer.ts';
import type { Session } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';

/** A task that a session started (2025-11-25 basic/utilities/tasks). */
interface Task {
  instance: Instance;
  /** The progress token that the server was given, and the client's own as it stood. */
  upstreamToken: number;
  clientToken: Uint8Array | undefined;
  running: boolean;
}

/** Per session; the oldest are forgotten first. */
const mostTasks = 1_000;

const ended = new Set(['completed', 'failed', 'cancelled']);

/** Which session started which task where: nobody else may see or touch it. */
export class LegacyTasks {
  readonly #bySession = new Map<Session, Map<string, Task>>();

  /** The answer to a task-augmented call: remembers the task it created, if it did. */
  created(
    session: Session,
    instance: Instance,
    frame: ResponseFrame,
    tokens: { upstream: number; client: Uint8Array | undefined },
  ): void {
    if (frame.outcome !== 'result') return;
    const [task] = bodySpans(frame, ['task']) ?? [];
    const [idSpan] = (task && findMembers(frame.bytes, task.start, ['taskId'])) ?? [];
    const taskId = idSpan && parseText(frame.bytes, idSpan);
    if (typeof taskId !== 'string') return;
    const own = this.#bySession.get(session) ?? new Map<string, Task>();
    // No server can take over what another one runs by giving it the same name.
    if (own.has(taskId)) return;
    const [oldest] = own.keys();
    if (own.size >= mostTasks && oldest !== undefined) {
      this.#end(session, oldest);
      own.delete(oldest);
    }
    own.set(taskId, {
      instance,
      upstreamToken: tokens.upstream,
      clientToken: tokens.client && new Uint8Array(tokens.client),
      running: true,
    });
    this.#bySession.set(session, own);
    instance.holds += 1;
  }

  instanceOf(session: Session, taskId: string): Instance | undefined {
    return this.#bySession.get(session)?.get(taskId)?.instance;
  }

  /** An answer of `tasks/get`, `tasks/cancel` or `tasks/result` may say that it has ended. */
  answered(session: Session, taskId: string, method: string, frame: ResponseFrame): void {
    const [status] = bodySpans(frame, ['status']) ?? [];
    const over =
      method === 'tasks/result' || ended.has(String(status && parseText(frame.bytes, status)));
    if (over) this.#end(session, taskId);
  }

  /** `notifications/tasks/status` goes to whoever started the task. */
  status(instance: Instance, frame: NotificationFrame): void {
    const [idSpan, status] = paramSpans(frame, ['taskId', 'status']) ?? [];
    const taskId = String(idSpan && parseText(frame.bytes, idSpan));
    for (const [session, own] of this.#bySession) {
      if (own.get(taskId)?.instance !== instance) continue;
      session.send([frame.bytes]);
      if (ended.has(String(status && parseText(frame.bytes, status)))) this.#end(session, taskId);
    }
  }

  /** Progress goes on under the call's token until the task ends; that of no task is dropped. */
  progress(instance: Instance, token: number, frame: NotificationFrame): void {
    const [span] = paramSpans(frame, ['progressToken']) ?? [];
    for (const [session, own] of this.#bySession) {
      const task = [...own.values()].find(
        (one) => one.running && one.instance === instance && one.upstreamToken === token,
      );
      if (!span || !task?.clientToken) continue;
      session.send(splice(frame.bytes, [{ span, text: task.clientToken }]));
    }
  }

  /**
   * The session's tasks as their servers describe them now. Each is asked for by itself: a server's
   * own list may hold other sessions' tasks, and not every server can list.
   *
   * @throws LoomError where a server does not answer: a list without its tasks would look complete.
   */
  async list(session: Session): Promise<Uint8Array[]> {
    const own = [...(this.#bySession.get(session) ?? [])];
    const texts = await Promise.all(
      own.map(([taskId, { instance }]) => describe(taskId, instance)),
    );
    return texts.flatMap((text) => (text ? [text] : []));
  }

  sessionEnded(session: Session): void {
    for (const taskId of this.#bySession.get(session)?.keys() ?? []) this.#end(session, taskId);
    this.#bySession.delete(session);
  }

  instanceEnded(instance: Instance): void {
    for (const own of this.#bySession.values()) {
      for (const [taskId, task] of own) if (task.instance === instance) own.delete(taskId);
    }
  }

  #end(session: Session, taskId: string): void {
    const task = this.#bySession.get(session)?.get(taskId);
    if (!task?.running) return;
    task.running = false;
    task.instance.holds -= 1;
  }
}

/** The task as its server tells it; undefined where that has forgotten it, as it may. */
async function describe(taskId: string, { peer }: Instance): Promise<Uint8Array | undefined> {
  try {
    const { bytes, body } = await peer.ask('tasks/get', { taskId });
    return bytes.subarray(body.start, body.end);
  } catch (error) {
    if (error instanceof ServerRefusal) return undefined;
    throw error;
  }
}
