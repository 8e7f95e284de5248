import { paramSpans, readFrame } from '../../src-shared/wire/frame.ts';
import { findMembers, parseText } from '../../src-shared/wire/json-scan.ts';
import { metaKeys } from '../../src-shared/wire/meta-keys.ts';
import { type Envelope, valueText } from './envelope.ts';
import { joinLine, type Line } from './line-filter.ts';
import { cancelledRequest, notificationLine } from './rpc-lines.ts';

interface Listen {
  /** The client's own request. */
  line: Buffer;
  /** The lists whose changes the hub promised to tell of; undefined until it has answered. */
  kinds: readonly string[] | undefined;
  /** It was said again to another hub, whose acknowledgement the client does not expect. */
  isRepeated: boolean;
}

/**
 * The `subscriptions/listen` requests of a modern client (2026-07-28 patterns/subscriptions) that
 * are open. They are all the state such a client has in its hub, and are begun again with the next.
 */
export class ListenMemory {
  readonly #open = new Map<string, Listen>();

  /** Notes what the client sends to the hub. */
  sent(message: Envelope, line: Line): void {
    if (message.kind === 'response') return;
    if (message.method === 'notifications/cancelled')
      this.#open.delete(cancelledRequest(line) ?? '');
    if (message.kind === 'request' && message.method === 'subscriptions/listen') {
      this.#open.set(message.id, {
        line: Buffer.concat(line),
        kinds: undefined,
        isRepeated: false,
      });
    }
  }

  /**
   * Notes what the hub says.
   *
   * @returns for an acknowledgement that the client had once already, what it is to get instead: it
   * may have missed a change of each list. Undefined for what goes on to the client.
   */
  received(message: Envelope, line: Line): string[] | undefined {
    if (message.kind === 'response') this.#open.delete(message.id);
    if (message.kind !== 'notification' || message.method !== acknowledged) return undefined;
    const { id, kinds } = readAcknowledgement(line);
    const listen = this.#open.get(id);
    if (!listen) return undefined;
    if (!listen.isRepeated) {
      listen.kinds = kinds;
      return undefined;
    }
    listen.isRepeated = false;
    const missed = listen.kinds ?? [];
    return missed.map((kind) => notificationLine(`notifications/${kind}/list_changed`, id));
  }

  /** Whether the request goes on with the next hub, so that its client need not know of a loss. */
  keeps(id: string): boolean {
    return this.#open.has(id);
  }

  /** What to say to the next hub. */
  repeat(): Buffer[] {
    return [...this.#open.values()].map((listen) => {
      // One that was never acknowledged is simply asked for the first time.
      listen.isRepeated = listen.kinds !== undefined;
      return listen.line;
    });
  }
}

const acknowledged = 'notifications/subscriptions/acknowledged';

/** What a filter calls a list, and how its notification does. */
const flags = [
  ['toolsListChanged', 'tools'],
  ['promptsListChanged', 'prompts'],
  ['resourcesListChanged', 'resources'],
] as const;

function readAcknowledgement(line: Line): { id: string; kinds: string[] } {
  const bytes = joinLine(line);
  const reading = readFrame(bytes);
  const frame = reading.ok && reading.frame.kind === 'notification' ? reading.frame : undefined;
  const [meta, notifications] = (frame && paramSpans(frame, ['_meta', 'notifications'])) ?? [];
  const [id] = (meta && findMembers(bytes, meta.start, [metaKeys.subscriptionId])) ?? [];
  const honoured = (notifications && parseText(bytes, notifications)) as
    | Record<string, unknown>
    | undefined;
  return {
    id: id ? valueText(bytes, id) : '',
    kinds: flags.filter(([flag]) => honoured?.[flag] === true).map(([, kind]) => kind),
  };
}
