import { paramSpans, type RequestFrame } from '../../../../src-shared/wire/frame.ts';
import { parseText } from '../../../../src-shared/wire/json-scan.ts';
import type { ListKind } from '../../catalog/surface.ts';

/** What a `subscriptions/listen` asks for or a server agrees to (2026-07-28). */
export interface ListenFilter {
  toolsListChanged?: boolean;
  promptsListChanged?: boolean;
  resourcesListChanged?: boolean;
  resourceSubscriptions?: readonly string[];
  /** Of the tasks extension. */
  taskIds?: readonly string[];
}

export type ListenFilterReading =
  | { ok: true; filter: ListenFilter }
  | { ok: false; reason: string };

/** What one listen may follow of each kind. */
const mostFollowed = 1_000;
/** In bytes; it is kept for as long as it is open, and a thousand URIs need far less. */
const longestRequest = 1024 * 1024;

/** The filter of a client's request, without what it does not ask for and members we do not know. */
export function parseListenFilter(frame: RequestFrame): ListenFilterReading {
  if (frame.bytes.length > longestRequest) {
    return refused(`the request to listen is longer than ${longestRequest} bytes`);
  }
  const [span] = paramSpans(frame, ['notifications']) ?? [];
  if (!span) return refused('the request says not what to listen to: params.notifications');
  const value = parseText(frame.bytes, span);
  if (!isObject(value)) return refused('params.notifications has to be an object');
  const filter: ListenFilter = {};
  for (const flag of listFlags) {
    const asked = value[flag];
    if (asked !== undefined && typeof asked !== 'boolean') {
      return refused(`params.notifications.${flag} has to be true or false`);
    }
    if (asked) filter[flag] = true;
  }
  for (const name of ['resourceSubscriptions', 'taskIds'] as const) {
    const asked = value[name] === undefined ? [] : value[name];
    if (!isTexts(asked)) return refused(`params.notifications.${name} has to be a list of strings`);
    const followed = [...new Set(asked)];
    if (followed.length > mostFollowed) {
      return refused(`params.notifications.${name} names more than ${mostFollowed}`);
    }
    if (followed.length > 0) filter[name] = followed;
  }
  return { ok: true, filter };
}

/** Everything that a filter names, as keys that can be compared; tolerant of what servers send. */
export function filterTopics(filter: unknown): Set<string> {
  if (!isObject(filter)) return new Set();
  const { resourceSubscriptions, taskIds } = filter;
  const topics = new Set<string>(listFlags.filter((flag) => filter[flag] === true));
  if (isTexts(resourceSubscriptions)) {
    for (const key of resourceSubscriptions) topics.add(topicName({ kind: 'resource', key }));
  }
  if (isTexts(taskIds)) for (const key of taskIds) topics.add(topicName({ kind: 'task', key }));
  return topics;
}

/** Something that somebody follows at a server. */
export interface Topic {
  kind: 'resource' | 'task';
  /** The resource's URI or the task's id. */
  key: string;
}

/** As `filterTopics` names it. */
export function topicName({ kind, key }: Topic): string {
  return `${kind} ${key}`;
}

export type ListFlag = 'toolsListChanged' | 'promptsListChanged' | 'resourcesListChanged';

/** The notification of each flag, and the lists it is about. */
export const listChanges: Readonly<
  Record<ListFlag, { method: string; kinds: readonly ListKind[] }>
> = {
  toolsListChanged: { method: 'notifications/tools/list_changed', kinds: ['tools'] },
  promptsListChanged: { method: 'notifications/prompts/list_changed', kinds: ['prompts'] },
  resourcesListChanged: {
    method: 'notifications/resources/list_changed',
    kinds: ['resources', 'resourceTemplates'],
  },
};

export const listFlags = Object.keys(listChanges) as ListFlag[];

function refused(reason: string): ListenFilterReading {
  return { ok: false, reason };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
