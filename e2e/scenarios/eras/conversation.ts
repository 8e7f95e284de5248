/** What is said to every server in every pairing; twin.ts and the modern servers understand all of it. */
import { ODD_MISSING, ODD_RESULTS } from '../../servers/lib/odd-texts.ts';
import type { Said } from './converse.ts';

const raw = String.raw;

export const conversation: readonly Said[] = [
  ...Object.keys(ODD_RESULTS).map((name) => call(name)),
  call('odd_error'),
  call('odd_notification'),
  call('log', '{"level":"error","text":"é \\u00e9"}'),
  call('progress', '{"steps":3}', '"progressToken":"a token"'),
  call('progress', '{"steps":2,"text":"numbered"}', '"progressToken":7'),
  call('burst', '{"steps":5,"text":"in turns"}', '"progressToken":"é"'),
  call(
    'echo',
    '{"int64":9223372036854775807,"minusZero":-0,"null":null,"empty":{},"list":[[],[null]]}',
  ),
  call('ask_elicitation', '{"message":"é"}'),
  call('ask_sampling', '{}'),
  call('ask_roots', '{}'),
  call('ask_url', '{}'),
  call('ask_several', '{"text":"three"}', '"progressToken":"several"'),
  call('ask_rounds', '{"n":3}'),
  { ...call('odd_request'), quotes: true },
  { title: 'a tool without arguments', method: 'tools/call', params: '"name":"echo"' },
  {
    title: 'a tool with null for arguments',
    method: 'tools/call',
    params: '"name":"echo","arguments":null',
  },
  { title: 'a resource', method: 'resources/read', params: '"uri":"odd://template/a/b?x=1"' },
  {
    title: 'a resource that does not exist',
    method: 'resources/read',
    params: `"uri":"${ODD_MISSING}"`,
  },
  { title: 'a prompt', method: 'prompts/get', params: '"name":"odd_prompt","arguments":{"a":"é"}' },
  {
    title: 'a completion',
    method: 'completion/complete',
    params: raw`"ref":{"type":"ref/prompt","name":"odd_prompt","x":1.0},"argument":{"name":"a","value":"\u0061"},"context":{"arguments":{"n":"1.0"}}`,
  },
];

/** Lists, by the member that holds the items. */
export const lists: Record<string, string> = {
  'tools/list': 'tools',
  'prompts/list': 'prompts',
  'resources/list': 'resources',
  'resources/templates/list': 'resourceTemplates',
};

/** Requests that the server has to see as they were said: `request_text` gives them back. */
export const requests: readonly Said[] = [
  seen('numbers', '"arguments":{"int64":9223372036854775807,"e":1E+2,"f":1.0,"z":-0,"huge":1e400}'),
  seen(
    'escapes and doubles',
    raw`"arguments":{"s":"\u00e9 é \/ \ud800 😀","twice":1,"twice":2,"\u006b":""}`,
  ),
  seen('spaces', '"arguments" : {  "a" :1 , "b": [ ] } ,"x" : [ 1.50 ]'),
  seen('unknown members', '"x-first":{"deep":[{"n":1.0}]},"arguments":{},"x-last":null'),
  seen(
    'keys that mean something to JavaScript',
    '"arguments":{"__proto__":{"a":1},"constructor":0,"":{}}',
  ),
  seen(
    'members that the other era has',
    '"arguments":{"resultType":"x","inputResponses":{},"requestState":"s"}',
  ),
  seen('a deep one', `"arguments":${'{"a":['.repeat(250)}${']}'.repeat(250)}`),
  { ...seen('a frame with more', '"arguments":{}'), frame: '"x-frame":[1.0,null],' },
  {
    ...seen('_meta', '"arguments":{}'),
    meta: raw`"progressToken":"t","vendor/x":[-0,1.50],"a":{ "\u00e9":null }`,
  },
  { ...seen('tracing', '"arguments":{}'), meta: '"traceparent":"00-0af7-b7ad-01","baggage":"a=b"' },
];

function call(name: string, args = '{}', meta?: string): Said {
  const params = `"name":"${name}","arguments":${args}`;
  const title = [name, args === '{}' ? '' : args, meta].filter(Boolean).join(' ');
  return { title, method: 'tools/call', params, ...(meta !== undefined && { meta }) };
}

function seen(title: string, params: string): Said {
  return { title, method: 'tools/call', params: `"name":"request_text",${params}` };
}
