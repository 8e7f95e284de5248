/**
 * The exact JSON texts that odd.ts sends. Tests import them too and compare bytes: nothing here
 * survives a careless JSON.parse and JSON.stringify. `String.raw`, so that every escape stands
 * here as it goes over the wire.
 */
const raw = String.raw;

const UNKNOWN = raw`"x-unknown":{"deep":[{"deeper":{"int64":9223372036854775807,"float":1.0}}],"null":null}`;
const LINE_SEPARATOR = '\u2028';

/** The result of each tool of odd.ts, by the tool's name. */
export const ODD_RESULTS = {
  odd_numbers: raw`{"content":[{"type":"text","text":"numbers"}],"structuredContent":{"int64":9223372036854775807,"negative":-9223372036854775808,"uint64":18446744073709551615,"huge":1e400,"tiny":1e-400,"minusZero":-0,"float":1.0,"exponent":1E+2,"zeros":0.10000,"long":3.14159265358979323846264338327950288}}`,
  odd_fields: raw`{"content":[{"type":"text","text":"fields","annotations":{"audience":["user"],${UNKNOWN}},${UNKNOWN}},{"type":"resource_link","uri":"odd://a?b=c#d","name":"link",${UNKNOWN}},{"type":"resource","resource":{"uri":"odd://embedded","text":"t",${UNKNOWN}},${UNKNOWN}}],"isError":false,"_meta":{"vendor/key":{${UNKNOWN}}},${UNKNOWN}}`,
  odd_content: raw`{"content":[{"type":"hologram","voxels":[1,2,3],${UNKNOWN}},{"type":"text","text":""},{"kind":"no type at all"},{"type":"audio","data":"","mimeType":"audio/x-none"}],"structuredContent":["any","JSON",7,null]}`,
  odd_unicode: `${raw`{"content":[{"type":"text","text":"escaped \u00e9 \ud83d\ude00 \u0041 \/ \u0000 lone \ud800 end"},{"type":"text","text":"raw é 😀 é e`}\u0301${LINE_SEPARATOR}${raw` end"}]}`}`,
  odd_keys: raw`{"content":[{"type":"text","text":"keys"}],"structuredContent":{"2":"two","1":"one","__proto__":{"polluted":true},"constructor":"c","":"empty","twice":1,"twice":2,"\u006bey":"escaped"}}`,
  odd_spacing: raw`{ "content" : [ { "type":"text" ,  "text" : "spacing" } ]	, "structuredContent" : { } }`,
} as const;

/** An odd result as a modern server sends it. */
export function withResultType(text: string): string {
  return text.replace('{', '{"resultType":"complete",');
}

/** The error object that odd_error answers. */
export const ODD_ERROR = raw`{"code":-31999,"message":"odd \u0065rror","data":{"int64":9223372036854775807,"list":[1.0,-0]},"x-error":"kept"}`;

/** The params of the notification that odd_notification sends. */
export const ODD_NOTIFICATION = raw`{"level":"info","logger":"odd","data":{"int64":9223372036854775807,"float":1.0},${UNKNOWN}}`;

/** The params of the sampling request that odd_request sends. */
export const ODD_REQUEST = raw`{"messages":[{"role":"user","content":{"type":"text","text":"\u0061sk",${UNKNOWN}}}],"maxTokens":9007199254740993,"temperature":1.0,${UNKNOWN}}`;

export const ODD_INSTRUCTIONS = raw`"Unicode \u00e9 é 😀 \ud83d\ude00, quotes \" and a \/ slash."`;
export const ODD_CAPABILITIES = raw`{"tools":{"listChanged":true,${UNKNOWN}},"resources":{},"prompts":{},"logging":{},"experimental":{"vendor":{"n":1.0}},${UNKNOWN}}`;
export const ODD_SERVER_INFO = raw`{"name":"odd","version":"1.0","title":"Od\u0064","icons":[{"src":"data:,","sizes":["48x48"],${UNKNOWN}}],${UNKNOWN}}`;

const SCHEMA = raw`{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"n":{"type":"integer","maximum":9223372036854775807,"default":1.0,"multipleOf":1e0},"\u0073":{"type":"string","pattern":"^\\d+\/$","x-hint":{"a":-0}}},"$defs":{"ref":{"anyOf":[{"$ref":"#/$defs/ref"},true,false]}},"x-schema":[1.50]}`;

/** One tool definition, exact but for its name. */
export function oddTool(name: string): string {
  return raw`{"name":"${name}","title":"Od\u0064 é","description":"a \/ b","inputSchema":${SCHEMA},"outputSchema":true,"annotations":{"readOnlyHint":true,${UNKNOWN}},"icons":[{"src":"data:,","theme":"odd"}],"execution":{"taskSupport":"forbidden",${UNKNOWN}},"_meta":{"ui":{"resourceUri":"ui://odd/app"},"n":1.0},${UNKNOWN}}`;
}

export const ODD_RESOURCE = raw`{"uri":"odd://resource/\u00e9?x=1","name":"odd","size":9007199254740993,"annotations":{"priority":1.0},${UNKNOWN}}`;
export const ODD_TEMPLATE = raw`{"uriTemplate":"odd://template/{+path}{?q*}","name":"odd",${UNKNOWN}}`;
/** Fits the template, and there is no such resource. */
export const ODD_MISSING = 'odd://template/missing';
export const ODD_PROMPT = raw`{"name":"odd_prompt","arguments":[{"name":"a","required":true,${UNKNOWN}}],${UNKNOWN}}`;
export const ODD_READ = raw`{"contents":[{"uri":"odd://other","mimeType":"application\/json","text":"{\"n\":1.0}",${UNKNOWN}},{"uri":"odd://blob","blob":"AAECAw=="}],${UNKNOWN}}`;
export const ODD_GET_PROMPT = raw`{"description":"d\u00e9","messages":[{"role":"user","content":{"type":"hologram","n":1.0,${UNKNOWN}},${UNKNOWN}}],${UNKNOWN}}`;
