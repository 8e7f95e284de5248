/** What a handler of a modern server knows of its request, and does for it before it answers. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { fieldsFrom, textFrom } from './arguments.ts';
import {
  type Exchange,
  jsonText,
  missingCapability,
  notificationMessage,
} from './modern-messages.ts';
import { META } from './modern-spec.ts';
import { RawJson, RpcError } from './raw-messages.ts';
import type { Fields } from './raw-server.ts';

/** What to ask the client, by key. */
export type Questions = Record<string, { method: string; params: Fields | RawJson }>;

/** Thrown by a handler that cannot go on without its client's answers. */
export class InputRequired extends Error {
  readonly result: RawJson;
  constructor(questions: Questions | undefined, requestState: string) {
    super('input required');
    const texts = Object.entries(questions ?? {}).map(
      ([key, { method, params }]) =>
        `${JSON.stringify(key)}:{"method":"${method}","params":${jsonText(params)}}`,
    );
    const requests = questions ? `"inputRequests":{${texts.join(',')}},` : '';
    this.result = new RawJson(
      `{"resultType":"input_required",${requests}"requestState":${JSON.stringify(requestState)}}`,
    );
  }
}

const LEVELS = 'debug info notice warning error critical alert emergency'.split(' ');
/** Its own in every process, so that no server takes another's state for its own. */
const key = randomBytes(32);

export class ModernCall {
  readonly id: unknown;
  readonly params: Fields;
  readonly exchange: Exchange;
  readonly meta: Fields;
  readonly capabilities: Fields;
  private readonly method: string;

  constructor({ id, method }: Fields, params: Fields, exchange: Exchange) {
    this.id = id;
    this.method = textFrom(method);
    this.params = params;
    this.exchange = exchange;
    this.meta = fieldsFrom(params._meta);
    this.capabilities = fieldsFrom(this.meta[META.clientCapabilities]);
  }

  /** The request exactly as it was received. */
  get line(): string {
    return this.exchange.text;
  }

  /** Sends a progress notification, if the client asked for them with a token. */
  progress(update: Fields): void {
    const { progressToken } = this.meta;
    if (progressToken !== undefined) {
      this.notify('notifications/progress', { progressToken, ...update });
    }
  }

  /** Sends a log message, if this request asked for that level; whether it did. */
  log(level: string, params: Fields | RawJson): boolean {
    const asked = this.meta[META.logLevel];
    const isAsked = asked !== undefined && LEVELS.indexOf(level) >= LEVELS.indexOf(String(asked));
    if (isAsked) this.notify('notifications/message', params);
    return isAsked;
  }

  notify(method: string, params: Fields | RawJson): void {
    if (!this.exchange.signal.aborted) this.exchange.send(notificationMessage(method, params));
  }

  /** What an earlier round of this request put aside; undefined in the first round. */
  get state(): Fields | undefined {
    const { requestState, inputResponses } = this.params;
    if (requestState !== undefined) return this.unseal(textFrom(requestState));
    if (inputResponses === undefined) return undefined;
    throw new RpcError(-32602, 'inputResponses without the requestState they answer');
  }

  /**
   * The client's answers to these questions, whichever round they came in.
   *
   * @throws InputRequired until all of them came.
   * @throws RpcError -32021 for what the client did not declare; -32602 for a state not of this
   *   process, or of another request.
   */
  ask(questions: Questions): Fields {
    const answers = { ...this.state, ...fieldsFrom(this.params.inputResponses) };
    const missing = Object.entries(questions).filter(([name]) => !(name in answers));
    if (missing.length === 0) return answers;
    for (const [, question] of missing) this.requireCapability(question);
    throw this.inputRequired(Object.fromEntries(missing), answers);
  }

  inputRequired(questions: Questions | undefined, answers: Fields): InputRequired {
    return new InputRequired(questions, this.seal(answers));
  }

  private requireCapability({ method, params }: Questions[string]): void {
    const isUrl = !(params instanceof RawJson) && params.mode === 'url';
    const name = method === 'roots/list' ? 'roots' : method.replace(/\/.*/, '');
    const declared = this.capabilities[name];
    if (declared === undefined || (isUrl && !('url' in fieldsFrom(declared)))) {
      throw missingCapability({ [name]: isUrl ? { url: {} } : {} });
    }
  }

  private seal(answers: Fields): string {
    const payload = JSON.stringify({ request: this.fingerprint(), answers });
    const text = Buffer.from(payload).toString('base64url');
    return `${text}.${macOf(text).toString('base64url')}`;
  }

  private unseal(state: string): Fields {
    const [text = '', mac = ''] = state.split('.');
    const given = Buffer.from(mac, 'base64url');
    const own = macOf(text);
    if (given.length !== own.length || !timingSafeEqual(given, own)) {
      throw new RpcError(-32602, 'requestState is not of this server');
    }
    const { request, answers } = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (request !== this.fingerprint()) {
      throw new RpcError(-32602, 'requestState belongs to another request');
    }
    return fieldsFrom(answers);
  }

  /** The retry has to be the same request but for its id and `_meta`. */
  private fingerprint(): string {
    const { name, uri, arguments: input } = this.params;
    const text = JSON.stringify([this.method, name, uri, input]);
    return createHash('sha256').update(text).digest('base64url');
  }
}

function macOf(text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
