import { randomUUID } from 'node:crypto';
import { type Answer, RpcError } from './raw-messages.ts';

type Fields = Record<string, unknown>;
export type TaskStatus = 'working' | 'input_required' | 'completed' | 'failed' | 'cancelled';

/** One task of the 2025-11-25 revision; `outcome` settles when its status is final. */
export interface Task {
  fields: Fields & { taskId: string; status: TaskStatus };
  outcome: Promise<Answer>;
  update: (status: TaskStatus, message: string) => void;
  finish: (status: TaskStatus, outcome: Answer) => void;
}

const FINAL: readonly TaskStatus[] = ['completed', 'failed', 'cancelled'];

/** Keeps the tasks of tasks.ts in memory and reports each change of a status. */
export class TaskStore {
  private readonly tasks = new Map<string, Task>();
  private readonly onStatus: (fields: Fields) => void;

  constructor(onStatus: (fields: Fields) => void) {
    this.onStatus = onStatus;
  }

  create(ttl: unknown): Task {
    const now = new Date().toISOString();
    const fields: Task['fields'] = {
      taskId: randomUUID(),
      status: 'working',
      createdAt: now,
      lastUpdatedAt: now,
      ttl: ttl ?? 60_000,
      pollInterval: 50,
      'x-task': 'kept',
    };
    const settled = Promise.withResolvers<Answer>();
    const update: Task['update'] = (status, statusMessage) => {
      if (isFinal(fields.status)) return;
      Object.assign(fields, { status, statusMessage, lastUpdatedAt: new Date().toISOString() });
      this.onStatus(fields);
    };
    const finish: Task['finish'] = (status, outcome) => {
      update(status, status);
      settled.resolve(outcome);
    };
    const task = { fields, outcome: settled.promise, update, finish };
    this.tasks.set(fields.taskId, task);
    return task;
  }

  get(taskId: unknown): Task {
    const task = this.tasks.get(String(taskId));
    if (task === undefined) throw new RpcError(-32602, `Unknown task: ${taskId}`);
    return task;
  }

  list(): Fields[] {
    return [...this.tasks.values()].map((task) => task.fields);
  }
}

export function isFinal(status: TaskStatus): boolean {
  return FINAL.includes(status);
}
