/**
 * The id (JSON text) of a request that was too long to be kept, told from the line's two ends.
 * Undefined rather than a guess: an answer or a notification gets no error.
 *
 * @param head - the line's beginning; members before `params` stand in it.
 * @param tail - the line's end; members behind `params` stand in it.
 */
export function oversizedRequestId(head: Uint8Array, tail: Uint8Array): string | undefined {
  const start = beforeParams.exec(text.decode(head));
  if (!start) return undefined;
  const members = `${start[1] ?? ''}${behindParams.exec(text.decode(tail))?.[1] ?? ''}`;
  const isRequest = members.match(/"method"\s*:/g)?.length === 1;
  const ids = [...members.matchAll(idMember)];
  return isRequest && ids.length === 1 ? ids[0]?.[1] : undefined;
}

const text = new TextDecoder('latin1');

const id = String.raw`-?\d+|"[^"\\]*"`;
const member = String.raw`"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"|"id"\s*:\s*(?:${id})`;
const idMember = new RegExp(String.raw`"id"\s*:\s*(${id})`, 'g');
const beforeParams = new RegExp(String.raw`^\s*\{((?:\s*(?:${member})\s*,)*)\s*"params"\s*:\s*\{`);
/** The line's last brace closes the message itself, so these members are the message's own. */
const behindParams = new RegExp(String.raw`\}((?:\s*,\s*(?:${member}))+)\s*\}\s*$`);
