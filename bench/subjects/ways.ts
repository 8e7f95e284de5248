import type { Era } from '../../src-shared/domain/era.ts';
import type { Channel } from '../load/channel.ts';
import { type Exchange, echo, modernHeaders } from '../load/messages.ts';
import type { Launched, Subject } from './subject.ts';

/** How a client reaches its server: what carries it, and the protocol era that each of them speaks. */
export interface Way {
  /** In the ids of rows. */
  id: string;
  /** In words. */
  what: string;
  carrier: 'stdio' | 'http';
  client: Era;
  server: Era;
}

export const stdio: Way = legacy('stdio');
export const http: Way = legacy('http');
export const modernStdio: Way = {
  id: 'modern-stdio',
  what: 'stdio, modern',
  carrier: 'stdio',
  client: 'modern',
  server: 'modern',
};
export const modernHttp: Way = {
  ...modernStdio,
  id: 'modern-http',
  what: 'http, modern',
  carrier: 'http',
};
/** A hub has to translate here; direct and floor are spared that, and the server does not mind. */
export const liftedStdio: Way = {
  ...modernStdio,
  id: 'lifted-stdio',
  what: 'stdio, legacy client of a modern server',
  client: 'legacy',
};
export const loweredHttp: Way = {
  ...modernHttp,
  id: 'lowered-http',
  what: 'http, modern client of a legacy server',
  server: 'legacy',
};

function legacy(carrier: Way['carrier']): Way {
  return { id: carrier, what: carrier, carrier, client: 'legacy', server: 'legacy' };
}

/** A client that may call: of the legacy era it has said its handshake. */
export async function openOn(subject: Subject, way: Way, tool = 'echo'): Promise<Channel> {
  if (way.carrier === 'stdio') return (await openStdio(subject, way)).channel;
  if (way.client === 'modern')
    return subject.openHttp(modernHeaders(subject.toolName('fast', tool)));
  const channel = await subject.openHttp();
  await channel.initialize();
  return channel;
}

/** As `openOn` over stdio; of a direct client's servers the first. */
export async function openStdio(subject: Subject, { client } = stdio): Promise<Launched> {
  const [launched, ...others] = subject.launch();
  if (!launched || others.length > 0) throw new Error('expected a single server');
  if (client === 'legacy') await launched.channel.initialize();
  return launched;
}

/** A call of `echo`. Only Loom makes the answer one of the client's era. */
export function echoOn(subject: Subject, { client, server }: Way): Exchange {
  const tool = subject.toolName('fast', 'echo');
  return echo(tool, { client, answer: subject.name === 'loom' ? client : server });
}
