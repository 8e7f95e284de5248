import { LoomError } from '../../../../src-shared/errors.ts';
import {
  integerId,
  type NotificationFrame,
  paramSpans,
} from '../../../../src-shared/wire/frame.ts';
import type { ParamName } from '../../../../src-shared/wire/known-members.ts';
import { metaKeys } from '../../../../src-shared/wire/meta-keys.ts';
import { declares, extensions } from '../../catalog/capabilities.ts';
import { rpcCodes } from '../../mcp/message.ts';
import { ServerRefusal } from '../../mcp/peer.ts';
import type { Instance } from '../../upstreams/instance.ts';
import { textAt } from '../request-parts.ts';
import type { Clock } from './clock.ts';
import { type ListenFilter, listChanges, listFlags, type Topic } from './listen-filter.ts';
import { subscriptionIdOf } from './subscription-id.ts';
import { UpstreamListen } from './upstream-listen.ts';

export interface UpstreamListensOptions {
  /** All that somebody follows on this instance. */
  topics(instance: Instance): readonly Topic[];
  refreshSoon(instance: Instance): void;
  /** @param method - the notification that says it. */
  listAnnounced(instance: Instance, method: string): void;
  resourceUpdated(instance: Instance, uri: string, frame: NotificationFrame): void;
  taskUpdated(instance: Instance, taskId: string, frame: NotificationFrame): void;
  clock?: Clock;
}

/** One listen for each running instance of a server of the modern era. */
export class UpstreamListens {
  readonly #options: UpstreamListensOptions;
  readonly #byInstance = new Map<Instance, UpstreamListen>();

  constructor(options: UpstreamListensOptions) {
    this.#options = options;
  }

  instanceReady(instance: Instance): void {
    if (instance.era !== 'modern') return;
    const { clock } = this.#options;
    const listen = new UpstreamListen({
      peer: instance.peer,
      wanted: () => filterFor(instance, this.#options.topics(instance)),
      envelope: (filter) => envelopeFor(instance, filter),
      resumed: () => this.#options.refreshSoon(instance),
      ...(clock && { clock }),
    });
    this.#byInstance.set(instance, listen);
    listen.changed();
  }

  instanceEnded(instance: Instance): void {
    this.#byInstance.get(instance)?.close();
    this.#byInstance.delete(instance);
  }

  /** What is followed there has changed. */
  changed(instance: Instance): void {
    this.#byInstance.get(instance)?.changed();
  }

  /**
   * Something that is followed since now; returns when the server agrees, or after a moment.
   *
   * @throws ServerRefusal where it does not, LoomError where it does not run any more.
   */
  async follow(instance: Instance, topic: Topic): Promise<void> {
    const listen = this.#byInstance.get(instance);
    if (!listen) {
      const { serverId } = instance;
      const text = `server "${serverId}" is just stopping`;
      throw new LoomError('server-unavailable', text, {
        server: serverId,
        remedy: 'Try again.',
        remedyId: 'try-again',
      });
    }
    if (!offers(instance, topic.kind)) {
      throw new ServerRefusal(rpcCodes.methodNotFound, 'Method not found');
    }
    await listen.follow(topic);
  }

  /** Takes a notification where it is of those that belong to a listen. */
  take(instance: Instance, frame: NotificationFrame): boolean {
    const handle = this.#handlers.get(frame.method);
    const listen = this.#byInstance.get(instance);
    if (!handle || !listen) return false;
    const span = subscriptionIdOf(frame);
    if (listen.take(frame, span && integerId(frame.bytes, span))) handle(instance, frame);
    return true;
  }

  readonly #handlers: ReadonlyMap<string, (instance: Instance, frame: NotificationFrame) => void> =
    new Map([
      ['notifications/subscriptions/acknowledged', () => {}],
      ...Object.values(listChanges).map(
        ({ method }) =>
          [method, (instance: Instance) => this.#options.listAnnounced(instance, method)] as const,
      ),
      [
        'notifications/resources/updated',
        (instance: Instance, frame: NotificationFrame) => {
          const uri = param(frame, 'uri');
          if (uri !== undefined) this.#options.resourceUpdated(instance, uri, frame);
        },
      ],
      [
        'notifications/tasks',
        (instance: Instance, frame: NotificationFrame) => {
          const taskId = param(frame, 'taskId');
          if (taskId !== undefined) this.#options.taskUpdated(instance, taskId, frame);
        },
      ],
    ]);
}

function param(frame: NotificationFrame, name: ParamName): string | undefined {
  const [span] = paramSpans(frame, [name]) ?? [];
  return textAt(frame.bytes, span);
}

/** All list changes that the server announces, and what is followed. */
function filterFor(instance: Instance, topics: readonly Topic[]): ListenFilter {
  const filter: ListenFilter = {};
  for (const flag of listFlags)
    if (announces(instance, flagSources[flag], 'listChanged')) filter[flag] = true;
  const keysOf = (kind: Topic['kind']) =>
    topics.filter((topic) => topic.kind === kind).map(({ key }) => key);
  const [uris, taskIds] = [keysOf('resource'), keysOf('task')];
  if (uris.length > 0) filter.resourceSubscriptions = uris;
  if (taskIds.length > 0) filter.taskIds = taskIds;
  return filter;
}

const flagSources = {
  toolsListChanged: 'tools',
  promptsListChanged: 'prompts',
  resourcesListChanged: 'resources',
} as const;

function offers(instance: Instance, kind: Topic['kind']): boolean {
  if (kind === 'task') return declares(instance.answer, extensions.tasks);
  return announces(instance, 'resources', 'subscribe');
}

function announces({ answer }: Instance, capability: string, flag: string): boolean {
  const value = answer?.capabilities[capability];
  return (value as Record<string, unknown> | null | undefined)?.[flag] === true;
}

/** A server may tell of tasks only whoever declares that it understands them. */
function envelopeFor({ peer }: Instance, filter: ListenFilter): object | undefined {
  const envelope = peer.envelope as Record<string, unknown> | undefined;
  if (!envelope || !filter.taskIds) return envelope;
  const capabilities = envelope[metaKeys.clientCapabilities] as { extensions?: object } | undefined;
  return {
    ...envelope,
    [metaKeys.clientCapabilities]: {
      ...capabilities,
      extensions: { ...capabilities?.extensions, [extensions.tasks]: {} },
    },
  };
}
