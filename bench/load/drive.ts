import { type Answer, answerLength, answerText, type Channel } from './channel.ts';
import type { Exchange } from './messages.ts';

/** One request and its answer. A message that is finished already carries its own id. */
export function ask(channel: Channel, request: Exchange | Buffer): Promise<Answer> {
  const message = Buffer.isBuffer(request) ? request : request.text(channel.nextId());
  return new Promise((resolve) => channel.send(message, resolve));
}

/** As `ask`, and how long it took in ms. */
export async function timeOf(
  channel: Channel,
  request: Exchange | Buffer,
): Promise<{ ms: number; answer: Answer }> {
  const start = performance.now();
  const answer = await ask(channel, request);
  return { ms: performance.now() - start, answer };
}

/** The times of `count` requests, one after the other, in ms. */
export function latencies(channel: Channel, exchange: Exchange, count: number): Promise<number[]> {
  const times: number[] = [];
  return new Promise((resolve) => {
    next();

    function next(): void {
      if (times.length === count) {
        resolve(times);
        return;
      }
      const id = channel.nextId();
      const start = performance.now();
      channel.send(exchange.text(id), (answer) => {
        times.push(performance.now() - start);
        checkAnswer(exchange, id, answer);
        next();
      });
    }
  });
}

export interface Load {
  inFlight: number;
  forMs: number;
}

/** Keeps a number of requests in flight for a while. */
export function throughput(
  channel: Channel,
  exchange: Exchange,
  { inFlight, forMs }: Load,
): Promise<{ calls: number; seconds: number }> {
  const start = performance.now();
  const until = start + forMs;
  let calls = 0;
  let open = inFlight;
  return new Promise((resolve) => {
    for (let index = 0; index < inFlight; index++) next();

    function next(): void {
      const id = channel.nextId();
      channel.send(exchange.text(id), (answer) => {
        calls += 1;
        checkAnswer(exchange, id, answer);
        const now = performance.now();
        if (now < until) next();
        else if (--open === 0) resolve({ calls, seconds: (now - start) / 1000 });
      });
    }
  });
}

/** Ids in flight differ by a digit at most. */
function checkAnswer({ answerBytes }: Exchange, id: number, answer: Answer): void {
  if (answerBytes === undefined) return;
  const digits = answerLength(answer) - answerBytes;
  if (digits < 1 || Math.abs(digits - String(id).length) > 1)
    throw new Error(`not the expected answer: ${answerText(answer).slice(0, 1000)}`);
}
