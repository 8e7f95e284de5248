/**
 * Where a conversation through Loom differs from a direct one, and why: the whole list. The
 * differential test forgives these and nothing else, and docs/fidelity.md is written from it.
 */
import { lists } from './conversation.ts';
import { at, readExact } from './exact-json.ts';

export interface Deviation {
  what: string;
  reason: string;
}

/** One that the differential test meets: the text that a line is to be compared as. */
export interface Tolerance extends Deviation {
  forgive(line: string, method: string): string;
}

/** Between a client and a server of the same era; everything else is the same byte for byte. */
export const tolerances: Record<'upstreamIds' | 'questionIds' | 'lists', Tolerance> = {
  upstreamIds: {
    what: 'A server sees other request ids and progress tokens than its client chose.',
    reason:
      'Clients that share a server choose the same ones. Each sees its own again in whatever comes back.',
    forgive: (line) =>
      line
        .replace(/(\\"id\\":)(?:\d+|\\"[^"\\]*\\")/g, '$1?')
        .replace(/(\\"progressToken\\":)(?:\d+|\\"[^"\\]*\\")/g, '$1?'),
  },
  questionIds: {
    what: 'A legacy client sees other ids on what a server asks it than the server chose.',
    reason: 'Servers that share a client choose the same ones.',
    forgive: (line) =>
      line.replace(/^(\{"jsonrpc":"2.0","id":)(?:\d+|"server-[?]")(,"method":)/, '$1?$2'),
  },
  lists: {
    what: 'A list is one page: the items of all servers, byte for byte and in their order. What else a server says beside its items is not part of it.',
    reason:
      'It is the list of many servers. `ttlMs` is the least that one of them gives, `cacheScope` the most private.',
    forgive(line, method) {
      const items = at(readExact(line), 'result', lists[method] ?? '');
      return items ? items.text : line;
    },
  },
};

/** What servers make up anew each time is no deviation: a direct client sees other ones as well. */
export function withoutFreshValues(line: string): string {
  return line
    .replace(/("requestState":)"[^"]*"/g, '$1?')
    .replace(/(\\"requestState\\":)\\"[^"\\]*\\"/g, '$1?')
    .replace(/server-\d+/g, 'server-?')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '?');
}

/** What Loom answers itself, where a direct client would hear from a server. */
export const ownAnswers: readonly Deviation[] = [
  {
    what: '`initialize` and `server/discover`',
    reason:
      'Loom is the server that a client connects to: its capabilities and instructions are composed from those of all servers. What a server declares and Loom does not relay is not offered.',
  },
  {
    what: '`ping`, `logging/setLevel` and `resources/subscribe`',
    reason:
      "They concern one connection, and a server's is shared. Loom hands on what they ask for.",
  },
  {
    what: "A name or method that no server has: the same error code, in Loom's words",
    reason: 'There is no server to ask. Nothing is sent to all of them on the chance.',
  },
  {
    what: 'A cursor is refused with −32602',
    reason: 'Every list is one page, so Loom gives none out.',
  },
  {
    what: '`list_changed` comes when the items have changed: also because the registry was edited, or a server was seen for the first time. To legacy clients it comes only then; whoever listens in the modern era hears every announcement of a server',
    reason:
      'It is about the list of many servers, which is compared when one of them says that its own changed.',
  },
  {
    what: 'A call whose server failed: a tool error that says `loom:`, or an error with a code from −33000 to −33099',
    reason:
      'A server that crashed, hangs or cannot be started answers nothing. A model can read what happened.',
  },
  {
    what: 'A refusal over HTTP that only a server of the other era gives: an error of Loom that says so',
    reason: 'The server was replaced behind its URL. Loom asks it anew, and the next call works.',
  },
  {
    what: 'A modern request within a batch: −32600',
    reason: 'The modern era has no batches, and one listen would hold back every answer.',
  },
];

/** What more than one client on a server changes. */
export const sharing: readonly Deviation[] = [
  {
    what: "A name gets the server's in front, `server__tool`, unless config.yaml says `naming: bare`",
    reason:
      'Two servers may have tools of one name. Bare names work as aliases where they are unambiguous.',
  },
  {
    what: 'A legacy server that serves several sessions at once is refused what it asks of its client (−32601), and gets an instance per session from then on',
    reason:
      "Nothing in such a request says whose it is, and a guess could show one client's data to another.",
  },
  {
    what: 'When a server crashes, the calls that it left unanswered are told the last lines that it wrote to stderr only if it has served a single session',
    reason:
      'They may be about the call of another client. `loom logs` and the console have them always.',
  },
  {
    what: 'Log messages of a server on stdio are dropped while calls of several sessions run on one instance',
    reason: 'Nothing in them says whose call they belong to.',
  },
  {
    what: 'Modern HTTP clients that present the same token (or none), client info and capabilities count as one: what a legacy server says after it has answered may come with the next call of such a client',
    reason:
      'The modern era has no sessions over HTTP. While a call runs it has its server connection to itself, and one that was given up is never used again. A token for each client keeps them apart.',
  },
];

/** Between the eras; everything that is not named here is the same. */
export const crossings: readonly (Deviation & { from: string; to: string })[] = [
  {
    from: 'legacy client',
    to: 'modern server',
    what: "Requests get an envelope in `_meta`: the client's own `clientInfo` and capabilities as it gave them in `initialize`, and the level of its last `logging/setLevel`.",
    reason: 'A modern server demands it with every request.',
  },
  {
    from: 'modern client',
    to: 'legacy server',
    what: 'The envelope is taken out of `_meta`, and `_meta` where nothing else is in it; everything else of it stays.',
    reason: 'A legacy server was told in `initialize`.',
  },
  {
    from: 'modern server',
    to: 'legacy client',
    what: 'Results lose `resultType`, those of `resources/read` `ttlMs` and `cacheScope` too.',
    reason: 'The legacy era does not have them.',
  },
  {
    from: 'legacy server',
    to: 'modern client',
    what: 'Results get `"resultType":"complete"`, those of `resources/read` also `"ttlMs":0,"cacheScope":"private"`, where they have none.',
    reason: 'The modern era demands them; nothing is known, so nothing may be kept.',
  },
  {
    from: 'modern server',
    to: 'legacy client',
    what: 'Structured content that is no object comes within one, as its `result`, and so does an `outputSchema` that describes none; one that cannot be said in the legacy era is left out.',
    reason: 'The legacy era has objects only, and a strict client would take none of the tools.',
  },
  {
    from: 'either',
    to: 'the other',
    what: 'A resource that does not exist is −32002 in the legacy and −32602 in the modern era.',
    reason: 'The modern era gave the error another code. No other code is touched.',
  },
  {
    from: 'modern server',
    to: 'legacy client',
    what: '`input_required` becomes requests to the client and, with all its answers, a retry; a URL elicitation gets an `elicitationId`. After 8 rounds the call fails.',
    reason: 'A legacy client cannot retry with answers, and demands the id.',
  },
  {
    from: 'legacy client',
    to: 'modern server',
    what: 'A question that the client answers with an error counts as cancelled for an elicitation, as no roots for `roots/list`, and fails the call for sampling.',
    reason: 'A modern retry carries results only.',
  },
  {
    from: 'legacy server',
    to: 'modern client',
    what: 'A request to the client becomes `input_required` with a `requestState` of Loom, which is good once, for the same request of the same client, for `limits.input_wait`.',
    reason: 'A modern client takes no requests. The call waits on the server for the retry.',
  },
  {
    from: 'legacy server',
    to: 'modern client',
    what: '−32042 becomes `input_required` with the elicitations that it names.',
    reason: 'The modern era asks for URLs in that way.',
  },
  {
    from: 'legacy server',
    to: 'modern client',
    what: 'A log message comes only with a request whose `logLevel` asks for it.',
    reason: 'The modern era has no log messages outside requests.',
  },
  {
    from: 'modern server',
    to: 'legacy client',
    what: 'Change notifications lose the `subscriptionId`.',
    reason: "Loom listens for the client; the subscription is Loom's own.",
  },
  {
    from: 'either',
    to: 'the other',
    what: 'Tasks do not cross: neither era is told of those of the other.',
    reason: 'The tasks of 2025-11-25 and the tasks extension are different protocols.',
  },
];
