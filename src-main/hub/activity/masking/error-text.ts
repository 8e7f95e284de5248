/** In characters: enough to know what went wrong; the payload has the rest. */
const longest = 500;

/** What a JSON-RPC error says; of text that was cut off as well. */
export function rpcErrorText(json: string): string {
  return shortened(messageIn(json, 'message') ?? json);
}

/** What a tool says that failed: its first text. */
export function toolErrorText(json: string): string {
  return shortened(messageIn(json, 'text') ?? '');
}

export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

function messageIn(json: string, name: 'message' | 'text'): string | undefined {
  const [, text] = new RegExp(`"${name}"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)`, 's').exec(json) ?? [];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}
