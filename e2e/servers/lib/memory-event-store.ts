import type { EventStore } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

/** Keeps every event of a session in memory, in order; an event's id is its place. */
export class MemoryEventStore implements EventStore {
  private readonly events: { streamId: string; message: JSONRPCMessage }[] = [];

  async storeEvent(streamId: string, message: JSONRPCMessage): Promise<string> {
    return String(this.events.push({ streamId, message }) - 1);
  }

  async getStreamIdForEventId(eventId: string): Promise<string | undefined> {
    return this.events[Number(eventId)]?.streamId;
  }

  async replayEventsAfter(
    lastEventId: string,
    { send }: { send: (eventId: string, message: JSONRPCMessage) => Promise<void> },
  ): Promise<string> {
    const streamId = this.events[Number(lastEventId)]?.streamId ?? '';
    for (const [index, event] of this.events.entries()) {
      // An event without a method or an id is the empty one that opens a stream.
      const isMessage = 'jsonrpc' in event.message;
      if (index <= Number(lastEventId) || event.streamId !== streamId || !isMessage) continue;
      await send(String(index), event.message);
    }
    return streamId;
  }
}
