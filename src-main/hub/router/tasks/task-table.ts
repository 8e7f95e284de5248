import type { Instance } from '../../upstreams/instance.ts';

/** A task as its server announces it. */
export interface CreatedTask {
  taskId: string;
  /** How long its server keeps it, in milliseconds; anything else says nothing. */
  ttlMs: unknown;
}

interface KnownTask {
  serverId: string;
  /** Keeps its server running; undefined once it has ended. */
  hold: { instance: Instance; timer: NodeJS.Timeout } | undefined;
}

/** Of all clients; the oldest are forgotten first. */
const mostTasks = 10_000;
/** In characters: servers give them, and they are kept. */
const longestId = 4_096;
/** A task that says nothing of its end does not keep its server running for longer, in milliseconds. */
const longestHoldMs = 24 * 60 * 60 * 1000;

/** Which server runs which task, for whom. Tasks outlive sessions, so they belong to principals. */
export class TaskTable {
  readonly #tasks = new Map<string, KnownTask>();

  add(principal: string, instance: Instance, { taskId, ttlMs }: CreatedTask): void {
    if (taskId.length > longestId) return;
    const key = keyOf(principal, taskId);
    const known = this.#tasks.get(key);
    // No server can take over what another one runs by giving it the same name.
    if (known && known.serverId !== instance.serverId) return;
    if (known) this.#forget(key, known);
    const [oldest] = this.#tasks;
    if (oldest && this.#tasks.size >= mostTasks) this.#forget(...oldest);
    const task: KnownTask = { serverId: instance.serverId, hold: undefined };
    const holdMs = typeof ttlMs === 'number' ? Math.min(ttlMs, longestHoldMs) : longestHoldMs;
    task.hold = { instance, timer: setTimeout(() => release(task), holdMs).unref() };
    instance.holds += 1;
    this.#tasks.set(key, task);
  }

  serverOf(principal: string, taskId: string): string | undefined {
    return this.#tasks.get(keyOf(principal, taskId))?.serverId;
  }

  /** Whether a task of this server is known to be somebody else's. */
  isOthers(principal: string, serverId: string, taskId: string): boolean {
    return this.#tasks
      .entries()
      .some(
        ([key, known]) =>
          known.serverId === serverId &&
          key.endsWith(`\0${taskId}`) &&
          key !== keyOf(principal, taskId),
      );
  }

  /** It has ended; its server can still be asked for it. */
  over(principal: string, taskId: string): void {
    const task = this.#tasks.get(keyOf(principal, taskId));
    if (task) release(task);
  }

  /** Its server says that it has ended. */
  overAt(instance: Instance, taskId: string): void {
    for (const [key, task] of this.#tasks) {
      if (task.hold?.instance === instance && key.endsWith(`\0${taskId}`)) release(task);
    }
  }

  instanceEnded(instance: Instance): void {
    for (const task of this.#tasks.values()) if (task.hold?.instance === instance) release(task);
  }

  #forget(key: string, task: KnownTask): void {
    release(task);
    this.#tasks.delete(key);
  }
}

function release(task: KnownTask): void {
  if (!task.hold) return;
  clearTimeout(task.hold.timer);
  task.hold.instance.holds -= 1;
  task.hold = undefined;
}

function keyOf(principal: string, taskId: string): string {
  return `${principal}\0${taskId}`;
}
