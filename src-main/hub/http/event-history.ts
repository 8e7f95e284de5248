/** An SSE event that may have to be sent again. */
interface StoredEvent {
  stream: number;
  sequence: number;
  data: Uint8Array;
}

/** Bytes kept per session; the oldest events go first. */
export const historyCapacity = 8 * 1024 * 1024;
/** Counted for each event besides its data, which can be empty: it bounds their number. */
const overhead = 1024;

/**
 * The last SSE events of one session, so that a client whose connection broke gets what it missed
 * (2025-11-25 basic/transports, resumability). Event ids are `<stream>-<sequence>`.
 */
export class EventHistory {
  readonly #events: StoredEvent[] = [];
  #bytes = 0;
  #sequence = 0;

  /** Remembers an event and returns its id. */
  add(stream: number, data: Uint8Array): string {
    this.#sequence += 1;
    this.#events.push({ stream, sequence: this.#sequence, data });
    this.#bytes += data.length + overhead;
    while (this.#bytes > historyCapacity && this.#events.length > 1) {
      this.#bytes -= (this.#events.shift()?.data.length ?? 0) + overhead;
    }
    return `${stream}-${this.#sequence}`;
  }

  /** The stream an event id belongs to, or undefined where it is none of ours. */
  streamOf(eventId: string): number | undefined {
    const match = /^(\d{1,15})-(\d{1,15})$/.exec(eventId);
    return match ? Number(match[1]) : undefined;
  }

  /** What came after that event on its stream, oldest first. */
  after(eventId: string): { id: string; data: Uint8Array }[] {
    const [stream, sequence] = eventId.split('-').map(Number);
    return this.#events
      .filter((event) => event.stream === stream && event.sequence > (sequence ?? 0))
      .map((event) => ({ id: `${event.stream}-${event.sequence}`, data: event.data }));
  }
}
