import { InMemoryServerEventBus } from '@modelcontextprotocol/server';

/** What tools announce and every `subscriptions/listen` of the modern era hears. */
export const changes = new InMemoryServerEventBus();
