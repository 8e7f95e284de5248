import { fieldsFrom } from './arguments.ts';
import type { ModernCall } from './modern-call.ts';
import {
  type Exchange,
  errorMessage,
  missingCapability,
  notificationMessage,
  resultMessage,
} from './modern-messages.ts';
import { META, TASKS } from './modern-spec.ts';
import { NEVER_ANSWER, RpcError } from './raw-messages.ts';
import type { Fields } from './raw-server.ts';

type Filter = {
  toolsListChanged?: true;
  promptsListChanged?: true;
  resourcesListChanged?: true;
  resourceSubscriptions?: unknown[];
  taskIds?: unknown[];
};

/** The open `subscriptions/listen` requests of a modern server. */
export class ModernListens {
  private readonly open = new Set<{ id: unknown; filter: Filter; exchange: Exchange }>();
  private readonly serverInfo: Fields;

  constructor(serverInfo: Fields) {
    this.serverInfo = serverInfo;
  }

  get count(): number {
    return this.open.size;
  }

  /** The filters, for tests that want to know what a client follows. */
  get filters(): Filter[] {
    return [...this.open].map(({ filter }) => filter);
  }

  listen({ id, params, exchange, capabilities }: ModernCall): unknown {
    const filter = honoured(params.notifications, capabilities);
    const acknowledged = { notifications: filter, _meta: { [META.subscriptionId]: id } };
    exchange.send(notificationMessage('notifications/subscriptions/acknowledged', acknowledged));
    if (Object.keys(filter).length === 0) return { _meta: { [META.subscriptionId]: id } };
    const one = { id, filter, exchange };
    this.open.add(one);
    exchange.signal.addEventListener('abort', () => this.open.delete(one));
    return NEVER_ANSWER;
  }

  listChanged(kind: 'tools' | 'prompts' | 'resources'): void {
    const method = `notifications/${kind}/list_changed`;
    this.publish(method, {}, (filter) => filter[`${kind}ListChanged`] === true);
  }

  /** How many were told. */
  updated(uri: string): number {
    return this.publish('notifications/resources/updated', { uri }, (filter) =>
      filter.resourceSubscriptions?.includes(uri),
    );
  }

  taskChanged(task: Fields): void {
    this.publish('notifications/tasks', task, (filter) => filter.taskIds?.includes(task.taskId));
  }

  /** Ends all as a server does that goes away in order. */
  endAll(): void {
    for (const { id, exchange } of this.open) {
      const _meta = { [META.subscriptionId]: id, [META.serverInfo]: this.serverInfo };
      exchange.answer(resultMessage(id, { resultType: 'complete', _meta }), 200);
    }
    this.open.clear();
  }

  /** Loses all, as a connection does that breaks. */
  dropAll(): void {
    for (const { exchange } of this.open) exchange.drop();
    this.open.clear();
  }

  private publish(
    method: string,
    params: Fields,
    fits: (filter: Filter) => boolean | undefined,
  ): number {
    const told = [...this.open].filter(({ filter }) => fits(filter));
    for (const { id, exchange } of told) {
      const _meta = { [META.subscriptionId]: id };
      exchange.send(notificationMessage(method, { ...params, _meta }));
    }
    return told.length;
  }
}

/** What a lost listen answers where its connection cannot simply end. */
export function lostListen(id: unknown): string {
  return errorMessage(id, new RpcError(-32603, 'The subscription was lost'));
}

function honoured(asked: unknown, capabilities: Fields): Filter {
  if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) {
    throw new RpcError(-32602, 'Invalid params: notifications has to be a filter');
  }
  const wanted = fieldsFrom(asked);
  const filter: Filter = {};
  if (wanted.toolsListChanged === true) filter.toolsListChanged = true;
  if (wanted.promptsListChanged === true) filter.promptsListChanged = true;
  if (wanted.resourcesListChanged === true) filter.resourcesListChanged = true;
  const { resourceSubscriptions, taskIds } = wanted;
  if (isFilled(resourceSubscriptions)) filter.resourceSubscriptions = resourceSubscriptions;
  if (isFilled(taskIds)) {
    const declared = TASKS in fieldsFrom(capabilities.extensions);
    if (!declared) throw missingCapability({ extensions: { [TASKS]: {} } });
    filter.taskIds = taskIds;
  }
  return filter;
}

function isFilled(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0;
}
