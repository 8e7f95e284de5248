import type { Socket } from 'node:net';
import { LoomError, toLoomError } from '../../src-shared/errors.ts';
import type { Failure } from './rpc-lines.ts';

export interface HubConnectionOptions {
  /** Connects to a hub, starting one if it may and must; rejects with a LoomError. */
  openHub(options: { recovering: boolean; mayStart: boolean }): Promise<Socket>;
  connected(hub: Socket): void;
  /** There will be no hub. */
  failed(reason: Failure): void;
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

/** Finds a hub and, when it is lost, the next one. What is said to it is not its business. */
export class HubConnection {
  readonly #options: HubConnectionOptions;
  #since = 0;
  #losses = 0;
  #asleep: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: HubConnectionOptions) {
    this.#options = options;
    void this.#connect({ recovering: false });
  }

  /** The hub answers. */
  wasUseful(): void {
    this.#losses = 0;
  }

  /** @param isStopped - whether somebody stopped it: it is not for us to start another then. */
  lost(isStopped: boolean): void {
    if (isStopped) {
      this.#sleep();
      return;
    }
    if (Date.now() - this.#since > usefulLifeMs) this.#losses = 0;
    this.#losses += 1;
    const reconnect = () => void this.#connect({ recovering: true });
    if (this.#losses > mostLosses) this.#options.failed(uselessHubs);
    else setTimeout(reconnect, pauseMs * 2 ** (this.#losses - 1));
  }

  /** The client needs a hub: where none was wanted until now, one is. */
  wake(): void {
    if (!this.#asleep) return;
    clearTimeout(this.#asleep);
    this.#asleep = undefined;
    void this.#connect({ recovering: true });
  }

  /** No hub is wanted any more. */
  close(): void {
    this.#closed = true;
  }

  async #connect(options: { recovering: boolean }): Promise<void> {
    try {
      this.#attach(await this.#options.openHub({ ...options, mayStart: true }));
    } catch (error) {
      this.#options.failed(toLoomError(error));
    }
  }

  #attach(hub: Socket): void {
    this.#since = Date.now();
    this.#options.connected(hub);
  }

  #sleep(): void {
    this.#asleep = setTimeout(async () => {
      const found = this.#options.openHub({ recovering: false, mayStart: false });
      const hub = await found.catch(() => undefined);
      if (!this.#asleep || this.#closed) hub?.destroy();
      else if (!hub) this.#sleep();
      else {
        this.#asleep = undefined;
        this.#attach(hub);
      }
    }, lookEveryMs);
  }
}

const uselessHubs = new LoomError('hub-not-running', 'the hub ends again and again', {
  remedy: '`loom doctor` may know why.',
});
