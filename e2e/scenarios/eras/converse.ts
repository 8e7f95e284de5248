/** One conversation of a client, word for word, and what it comes to in either era. */
import { at, changed, type Exact, readExact, without } from './exact-json.ts';
import { inputs, type Speaker } from './speakers.ts';

/** A request as texts, since no object holds what is said here. */
export interface Said {
  title: string;
  method: string;
  /** The members of the params but for `_meta`. */
  params?: string;
  /** Members of `_meta`, besides an envelope. */
  meta?: string;
  /** Members of the frame, each with a comma behind. */
  frame?: string;
  /** The answer quotes the line that brought the server what it asked for. */
  quotes?: boolean;
}

/** A request and all that came until it was answered, the answer last; both raw. */
export interface Turn {
  sent: string;
  received: string[];
}

/** Says it, and answers what the server wants to know first; a modern retry is a turn of its own. */
export async function say(speaker: Speaker, said: Said, id: string): Promise<Turn[]> {
  const turns: Turn[] = [];
  let retry = '';
  for (let round = 1; ; round += 1) {
    const sent = lineOf(
      speaker,
      { ...said, params: (said.params ?? '') + retry },
      `${id}-${round}`,
    );
    const from = speaker.received.length;
    const answer = await speaker.ask(sent);
    turns.push({ sent, received: speaker.received.slice(from) });
    const result = at(readExact(answer), 'result');
    if (at(result, 'resultType')?.text !== '"input_required"') return turns;
    if (round > 10) throw new Error(`still no answer after ${round} rounds: ${answer}`);
    retry = retryOf(result);
  }
}

/** The request as a line of this client's era. */
export function lineOf(
  { envelope }: Speaker,
  { method, params, meta, frame }: Said,
  id: string,
): string {
  const members = [envelope, meta].filter(Boolean).join(',');
  const all = [params, members && `"_meta":{${members}}`].filter(Boolean).join(',');
  return `{"jsonrpc":"2.0","id":"${id}",${frame ?? ''}"method":"${method}","params":{${all}}}`;
}

function retryOf(result: Exact | undefined): string {
  const requests = at(result, 'inputRequests')?.members ?? [];
  const answers = requests.map(({ key, value }) => {
    const method = JSON.parse(at(value, 'method')?.text ?? '""');
    return `${key}:${inputs[method]}`;
  });
  const state = at(result, 'requestState');
  return `,"inputResponses":{${answers.join(',')}}${state ? `,"requestState":${state.text}` : ''}`;
}

/** What a request came to, without what the eras say in other ways. */
export interface Outcome {
  notifications: string[];
  /** `{"method":…,"params":…}` of everything that the server asked. */
  questions: string[];
  answer: string;
}

/** Messages of either era as the same texts, where they mean the same. */
export function outcomeOf(said: Said, turns: readonly Turn[]): Outcome {
  const frames = turns.flatMap(({ received }) => received.map(readExact));
  const notifications: string[] = [];
  const questions: Exact[] = [];
  for (const frame of frames) {
    const isRequest = at(frame, 'method') && at(frame, 'id');
    if (isRequest) questions.push(without(frame, ['jsonrpc', 'id']));
    else if (at(frame, 'method')) notifications.push(frame.text);
    for (const { value } of at(frame, 'result', 'inputRequests')?.members ?? [])
      questions.push(value);
  }
  const last = frames.at(-1) ?? readExact('null');
  return {
    notifications,
    questions: questions.map((one) => changed(one, 'params', withoutId).text),
    answer: (said.quotes ? quoted(last) : neutral(said.method, without(last, ['id']))).text,
  };
}

/** The modern era has no ids of elicitations, and the legacy one needs them. */
function withoutId(params: Exact): Exact {
  return without(params, ['elicitationId']);
}

/** What the server was answered, in whatever way. */
function quoted(answer: Exact): Exact {
  const line = readExact(JSON.parse(answer.text).result.content[0].text);
  return at(line, 'result') ?? at(line, 'params', 'inputResponses', 'odd') ?? line;
}

/** Members that results have in the modern era only. */
export const modernMembers = ['resultType', 'ttlMs', 'cacheScope'];

function neutral(method: string, answer: Exact): Exact {
  const isCached = method === 'resources/read';
  const names = isCached ? modernMembers : ['resultType'];
  const result = changed(answer, 'result', (one) => without(one, names));
  return changed(result, 'error', (error) => {
    const isMissing = isCached && at(error, 'data', 'uri') !== undefined;
    return isMissing ? changed(error, 'code', () => readExact('"not found"')) : error;
  });
}
