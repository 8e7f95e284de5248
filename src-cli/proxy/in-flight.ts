import type { Envelope } from './envelope.ts';
import type { Line } from './line-filter.ts';
import { cancelledLine, cancelledRequest, type Failure, failureLine } from './rpc-lines.ts';

/** The requests that nobody has answered yet, in both directions. Ids are JSON text. */
export class InFlight {
  readonly #fromClient = new Set<string>();
  readonly #fromHub = new Set<string>();
  /** Requests of hubs now lost: nobody wants the client's answers to them. */
  readonly #unwanted = new Set<string>();

  /** Books a message that the client sends. */
  sent(message: Envelope, line: Line): void {
    book(message, line, { sender: this.#fromClient, receiver: this.#fromHub });
  }

  /** Books a message that the hub sends. */
  received(message: Envelope, line: Line): void {
    if (message.kind === 'request') this.#unwanted.delete(message.id);
    book(message, line, { sender: this.#fromHub, receiver: this.#fromClient });
  }

  /** Whether the client answers a hub that is gone. */
  answersNobody(messages: readonly Envelope[]): boolean {
    if (this.#unwanted.size === 0) return false;
    return messages.some((it) => it.kind === 'response' && this.#unwanted.delete(it.id));
  }

  /** Forgets a request of the client's; false where it is not in flight. */
  withdraw(id: string): boolean {
    return this.#fromClient.delete(id);
  }

  /**
   * The hub is gone and took all with it: what the client is to be told, as lines.
   *
   * @param goesOn - which of the client's requests the next hub will get instead.
   */
  abandon(failure: Failure, goesOn: (id: string) => boolean = () => false): string[] {
    const failed = [...this.#fromClient].filter((id) => !goesOn(id));
    const lines = [
      ...failed.map((id) => failureLine(id, failure)),
      ...Array.from(this.#fromHub, cancelledLine),
    ];
    for (const id of this.#fromHub) this.#unwanted.add(id);
    for (const id of failed) this.#fromClient.delete(id);
    this.#fromHub.clear();
    return lines;
  }
}

interface Ends {
  sender: Set<string>;
  receiver: Set<string>;
}

function book(message: Envelope, line: Line, { sender, receiver }: Ends): void {
  if (message.kind === 'request') sender.add(message.id);
  else if (message.kind === 'response') receiver.delete(message.id);
  else if (message.method === 'notifications/cancelled') {
    // A cancelled request gets no answer.
    const id = cancelledRequest(line);
    if (id) sender.delete(id);
  }
}
