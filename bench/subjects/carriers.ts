import type { Channel } from '../load/channel.ts';
import type { Launched, Subject } from './subject.ts';

export const carriers = ['stdio', 'http'] as const;
export type Carrier = (typeof carriers)[number];

/** A client that has said its handshake. */
export async function openOn(subject: Subject, carrier: Carrier): Promise<Channel> {
  return carrier === 'http' ? openHttp(subject) : (await openStdio(subject)).channel;
}

/** As `openOn` over stdio; of a direct client's servers the first. */
export async function openStdio(subject: Subject): Promise<Launched> {
  const [launched, ...others] = subject.launch();
  if (!launched || others.length > 0) throw new Error('expected a single server');
  await launched.channel.initialize();
  return launched;
}

async function openHttp(subject: Subject): Promise<Channel> {
  const channel = await subject.openHttp();
  await channel.initialize();
  return channel;
}
