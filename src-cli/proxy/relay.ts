import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { LoomError } from '../../src-shared/errors.ts';
import { type RequestFrame, readFrame } from '../../src-shared/wire/frame.ts';
import {
  type ClientHello,
  type HubFarewell,
  type HubHello,
  readHello,
} from '../../src-shared/wire/hello.ts';
import type { Envelope } from './envelope.ts';
import { HubConnection, type HubConnectionOptions } from './hub-connection.ts';
import { InFlight } from './in-flight.ts';
import { createLineFilter, joinLine, type Line } from './line-filter.ts';
import { ListenMemory } from './listen-memory.ts';
import { OwnRequests } from './own-requests.ts';
import { readEnvelopes } from './read-envelopes.ts';
import { type Failure, failureLine, notificationLine } from './rpc-lines.ts';
import { createSessionMemory } from './session-memory.ts';

export interface RelayOptions {
  input: Readable;
  output: Writable;
  hello: ClientHello;
  openHub: HubConnectionOptions['openHub'];
  /** Reports to the user. */
  tell(text: string): void;
}

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
  readonly #connection: HubConnection;
  readonly #memory = createSessionMemory();
  readonly #listens = new ListenMemory();
  readonly #inFlight = new InFlight();
  readonly #own = new OwnRequests();
  #hub: Socket | undefined;
  /** Whether the client's lines go straight to the hub; otherwise they wait. */
  #open = false;
  #waiting: Line[] = [];
  #refusal: Failure | undefined;
  #ending = false;
  /** The hub said that it was stopped on purpose. */
  #dismissed = false;
  /** A hub was lost, and no other one has taken over yet. */
  #recovering = false;

  constructor(options: RelayOptions) {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.ended = promise;
    this.#finish = resolve;
    this.#options = options;
    this.#connection = new HubConnection({
      openHub: options.openHub,
      connected: (hub) => this.#attach(hub),
      failed: (reason) => this.#refuse(reason),
    });
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
    this.#connection.close();
    const finish = () => this.#finish(this.#refusal ? 1 : 0);
    if (this.#hub) this.#hub.end(finish);
    setTimeout(finish, this.#hub ? lastMomentMs : 0);
  };

  #attach(socket: Socket): void {
    this.#dismissed = false;
    this.#hub = socket;
    const feed = createLineFilter(this.#greetedFirst(), (bytes) => this.#toClient(bytes));
    socket.on('data', feed);
    socket.on('drain', () => this.#options.input.resume());
    // `close` follows every error.
    socket.on('error', () => {});
    socket.on('close', () => this.#lost());
    socket.cork();
    socket.write(`${JSON.stringify(this.#options.hello)}\n`);
    for (const line of this.#listens.repeat()) this.#toHub(line);
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
    else if (!this.#open) {
      this.#waiting.push(line);
      this.#connection.wake();
    } else {
      for (const message of messages) {
        this.#inFlight.sent(message, line);
        this.#memory.sent(message, line);
        this.#listens.sent(message, line);
      }
      return true;
    }
    return false;
  }

  #fromHub(line: Line): boolean {
    const messages = readEnvelopes(line);
    if (messages.length === 0 && isFarewell(line)) {
      this.#dismissed = true;
      return false;
    }
    for (const message of messages) {
      if (message.kind === 'response') {
        if (this.#own.answered(message.id, line)) return false;
        this.#connection.wasUseful();
        this.#memory.answered(message, line);
      }
      const instead = this.#listens.received(message, line);
      for (const one of instead ?? []) this.#toClient(one);
      if (instead) return false;
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

  /** Sends the hub a request of the client's once more. */
  #ask(request: RequestFrame, onAnswer: (answer: Line) => void): void {
    for (const piece of this.#own.repeat(request, onAnswer)) this.#toHub(piece);
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
  }

  /** From now on the client's lines go straight to the hub, those that waited first. */
  #release(): void {
    const lines = this.#waiting;
    this.#waiting = [];
    this.#open = true;
    if (this.#recovering) this.#options.tell('reconnected to the hub');
    this.#recovering = false;
    for (const line of lines) {
      if (this.#fromClient(line)) for (const piece of line) this.#toHub(piece);
    }
  }

  #lost(): void {
    this.#hub = undefined;
    this.#open = false;
    this.#own.forget();
    this.#options.input.resume();
    if (this.#ending || this.#refusal) return;
    this.#recovering = true;
    this.#options.tell(this.#dismissed ? 'the hub was stopped' : 'lost the hub');
    // Nothing can have come of an unanswered handshake: the next hub is asked instead.
    const handshake = this.#memory.openHandshake();
    if (handshake && this.#inFlight.withdraw(handshake.id)) this.#waiting.unshift(handshake.line);
    const goesOn = (id: string) => this.#listens.keeps(id);
    for (const line of this.#inFlight.abandon(restarted, goesOn)) this.#toClient(line);
    this.#connection.lost(this.#dismissed);
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
