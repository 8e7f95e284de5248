import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { LoomError, toLoomError } from '../../src-shared/errors.ts';
import { type RequestFrame, readFrame } from '../../src-shared/wire/frame.ts';
import {
  type ClientHello,
  type HubFarewell,
  type HubHello,
  readHello,
} from '../../src-shared/wire/hello.ts';
import type { Envelope } from './envelope.ts';
import { InFlight } from './in-flight.ts';
import { createLineFilter, joinLine, type Line } from './line-filter.ts';
import { readEnvelopes } from './read-envelopes.ts';
import { type Failure, failureLine, notificationLine } from './rpc-lines.ts';
import { createSessionMemory, withId } from './session-memory.ts';

export interface RelayOptions {
  input: Readable;
  output: Writable;
  hello: ClientHello;
  /** Connects to a hub, starting one if it may and must; rejects with a LoomError. */
  openHub(options: { recovering: boolean; mayStart: boolean }): Promise<Socket>;
  /** Reports to the user. */
  tell(text: string): void;
}

/** Hubs lost in a row, none of them of any use: another one will not help. */
const mostLosses = 5;
/** A hub that lived this long was of use, in ms. */
const usefulLifeMs = 10_000;
/**
 * Pause after losing a hub, in ms; doubled with each further one. A process that is being killed
 * still accepts connections for a moment.
 */
const pauseMs = 50;
/** How often a proxy looks whether a hub that was stopped on purpose is back, in ms. */
const lookEveryMs = 1_000;
/** How long leftovers may take to reach the other side at the end, in ms. */
const lastMomentMs = 250;
/** How long a proxy without a hub waits for a request that it can answer, in ms. */
const refusalMs = 10_000;

/**
 * Carries lines between a client and the hub, and outlives hubs: what was in flight fails, the
 * handshake is said again to the next one, and what came meanwhile is delivered after it.
 */
export class Relay {
  /** The exit code, once there is nothing more to do. */
  readonly ended: Promise<number>;

  readonly #options: RelayOptions;
  readonly #finish: (code: number) => void;
  readonly #memory = createSessionMemory();
  readonly #inFlight = new InFlight();
  /** Our own requests to the hub; the client sees nothing of them. */
  readonly #own = new Map<string, (answer: Line) => void>();
  #ownCount = 0;
  #hub: Socket | undefined;
  #hubSince = 0;
  #losses = 0;
  /** Whether the client's lines go straight to the hub; otherwise they wait. */
  #open = false;
  #waiting: Line[] = [];
  #refusal: Failure | undefined;
  #ending = false;
  /** The hub said that it was stopped on purpose. */
  #dismissed = false;
  #asleep: NodeJS.Timeout | undefined;

  constructor(options: RelayOptions) {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.ended = promise;
    this.#finish = resolve;
    this.#options = options;
    void this.#connect({ recovering: false });
    const { input, output } = options;
    const feed = createLineFilter(
      (line) => this.#fromClient(line),
      (bytes) => this.#toHub(bytes),
    );
    input.on('data', feed).on('end', this.end).on('error', this.end);
    output.on('drain', () => this.#hub?.resume()).on('error', this.end);
  }

  /** The client is gone or wants us gone: what it said last still reaches the hub. */
  readonly end = (): void => {
    if (this.#ending) return;
    this.#ending = true;
    const finish = () => this.#finish(this.#refusal ? 1 : 0);
    if (this.#hub) this.#hub.end(finish);
    setTimeout(finish, this.#hub ? lastMomentMs : 0);
  };

  async #connect(options: { recovering: boolean }): Promise<void> {
    try {
      this.#attach(await this.#options.openHub({ ...options, mayStart: true }));
    } catch (error) {
      this.#refuse(toLoomError(error));
    }
  }

  #attach(socket: Socket): void {
    this.#dismissed = false;
    this.#hub = socket;
    this.#hubSince = Date.now();
    const feed = createLineFilter(this.#greetedFirst(), (bytes) => this.#toClient(bytes));
    socket.on('data', feed);
    socket.on('drain', () => this.#options.input.resume());
    // `close` follows every error.
    socket.on('error', () => {});
    socket.on('close', () => this.#lost());
    socket.cork();
    socket.write(`${JSON.stringify(this.#options.hello)}\n`);
    const handshake = this.#memory.handshake();
    if (handshake) this.#ask(handshake, (answer) => this.#resume(answer));
    else this.#release();
    socket.uncork();
  }

  /** Takes a hub's lines; the first is its greeting, which nobody waited for. */
  #greetedFirst(): (line: Line) => boolean {
    let greeted = false;
    return (line) => {
      if (greeted) return this.#fromHub(line);
      greeted = true;
      const hello = readHello<HubHello>(joinLine(line));
      if (!hello) this.#refuse(notOurs);
      else if ('refused' in hello) this.#refused(hello.refused);
      return false;
    };
  }

  #refused(failure: Failure): void {
    // A stopping hub has a successor, or will have one.
    if (failure.code === 'hub-stopping') this.#hub?.destroy();
    else this.#refuse(failure);
  }

  #fromClient(line: Line): boolean {
    const messages = readEnvelopes(line);
    if (this.#refusal) this.#answerAll(messages, this.#refusal);
    else if (this.#inFlight.answersNobody(messages)) return false;
    else if (!this.#open) this.#await(line);
    else {
      for (const message of messages) {
        this.#inFlight.sent(message, line);
        this.#memory.sent(message, line);
      }
      return true;
    }
    return false;
  }

  /** The line waits for a hub; where none was wanted until now, one is. */
  #await(line: Line): void {
    this.#waiting.push(line);
    if (!this.#asleep) return;
    clearTimeout(this.#asleep);
    this.#asleep = undefined;
    void this.#connect({ recovering: true });
  }

  #fromHub(line: Line): boolean {
    const messages = readEnvelopes(line);
    if (messages.length === 0 && isFarewell(line)) {
      this.#dismissed = true;
      return false;
    }
    for (const message of messages) {
      if (message.kind === 'response') {
        const own = this.#own.get(message.id);
        if (own) {
          this.#own.delete(message.id);
          own(line);
          return false;
        }
        this.#losses = 0;
        this.#memory.answered(message, line);
      }
      this.#inFlight.received(message, line);
    }
    return true;
  }

  #toHub(bytes: Uint8Array): void {
    if (this.#hub?.write(bytes) === false) this.#options.input.pause();
  }

  #toClient(bytes: Uint8Array | string): void {
    if (!this.#options.output.write(bytes)) this.#hub?.pause();
  }

  /** Sends the hub a request of the client's once more, under an id of our own. */
  #ask(request: RequestFrame, onAnswer: (answer: Line) => void): void {
    const id = `"loom-proxy-${++this.#ownCount}"`;
    this.#own.set(id, onAnswer);
    for (const piece of withId(request, id)) this.#toHub(piece);
  }

  /** The new hub answered the handshake: makes it what the old one was to the client. */
  #resume(answer: Line): void {
    const reading = readFrame(joinLine(answer));
    if (!reading.ok || reading.frame.kind !== 'response' || reading.frame.outcome === 'error') {
      this.#refuse(notResumed);
      return;
    }
    const initialized = this.#memory.initialized();
    if (initialized) this.#toHub(initialized);
    for (const setting of this.#memory.settings()) this.#ask(setting, () => {});
    this.#release();
    for (const method of this.#memory.announcedChanges()) this.#toClient(notificationLine(method));
    this.#options.tell('reconnected to the hub');
  }

  /** From now on the client's lines go straight to the hub, those that waited first. */
  #release(): void {
    const lines = this.#waiting;
    this.#waiting = [];
    this.#open = true;
    for (const line of lines) {
      if (this.#fromClient(line)) for (const piece of line) this.#toHub(piece);
    }
  }

  #lost(): void {
    this.#hub = undefined;
    this.#open = false;
    this.#own.clear();
    this.#options.input.resume();
    if (this.#ending || this.#refusal) return;
    this.#options.tell(this.#dismissed ? 'the hub was stopped' : 'lost the hub');
    // Nothing can have come of an unanswered handshake: the next hub is asked instead.
    const handshake = this.#memory.openHandshake();
    if (handshake && this.#inFlight.withdraw(handshake.id)) this.#waiting.unshift(handshake.line);
    for (const line of this.#inFlight.abandon(restarted)) this.#toClient(line);
    if (this.#dismissed) {
      this.#sleep();
      return;
    }
    if (Date.now() - this.#hubSince > usefulLifeMs) this.#losses = 0;
    this.#reconnect(++this.#losses);
  }

  /** Somebody stopped the hub: it is not for us to start another, unless the client needs one. */
  #sleep(): void {
    this.#asleep = setTimeout(async () => {
      const found = this.#options.openHub({ recovering: false, mayStart: false });
      const socket = await found.catch(() => undefined);
      if (!this.#asleep || this.#ending) socket?.destroy();
      else if (!socket) this.#sleep();
      else {
        this.#asleep = undefined;
        this.#attach(socket);
      }
    }, lookEveryMs);
  }

  #reconnect(losses: number): void {
    const connect = () => void this.#connect({ recovering: true });
    if (losses > mostLosses) this.#refuse(uselessHubs);
    else setTimeout(connect, pauseMs * 2 ** (losses - 1));
  }

  /** There will be no hub: whoever asked or asks is told why, and that is the end. */
  #refuse(failure: Failure): void {
    if (this.#refusal) return;
    this.#refusal = failure;
    this.#options.tell(`${failure.message}. ${failure.remedy}`);
    const lines = this.#inFlight.abandon(failure);
    for (const line of lines) this.#toClient(line);
    if (lines.length > 0) this.#giveUp();
    for (const line of this.#waiting) this.#fromClient(line);
    setTimeout(this.end, refusalMs);
  }

  #answerAll(messages: readonly Envelope[], failure: Failure): void {
    for (const message of messages) {
      if (message.kind !== 'request') continue;
      this.#toClient(failureLine(message.id, failure));
      this.#giveUp();
    }
  }

  #giveUp(): void {
    this.#options.output.write('', () => this.end());
    setTimeout(this.end, lastMomentMs);
  }
}

function isFarewell(line: Line): boolean {
  const said = readHello<HubFarewell>(joinLine(line));
  return said !== undefined && 'stopped' in said;
}

const restarted = new LoomError(
  'hub-restarted',
  'the hub restarted while this request was running',
);
const notResumed = new LoomError('hub-restarted', 'the restarted hub refused the session', {
  remedy: 'Reconnect the client.',
});
const notOurs = new LoomError('hub-not-running', "what answers on the hub's socket is not a hub");
const uselessHubs = new LoomError('hub-not-running', 'the hub ends again and again', {
  remedy: '`loom doctor` may know why.',
});
