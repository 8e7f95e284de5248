/**
 * Which request a response answers that was too long to be kept, told from the line's two ends. Every
 * known SDK writes the id before the result or last of all. Undefined rather than a guess.
 */
export function oversizedAnswerId(head: Uint8Array, tail: Uint8Array): number | undefined {
  const start = text.decode(head);
  const inFront = idFirst.exec(start)?.[1];
  if (inFront !== undefined) return Number(inFront);
  const behind = resultFirst.test(start) ? idLast.exec(text.decode(tail))?.[1] : undefined;
  return behind === undefined ? undefined : Number(behind);
}

const text = new TextDecoder('latin1');

const version = String.raw`"jsonrpc"\s*:\s*"2\.0"`;
const id = String.raw`"id"\s*:\s*(\d{1,15})`;
const idFirst = new RegExp(
  String.raw`^\s*\{\s*(?:${version}\s*,\s*)?${id}\s*,\s*(?:${version}\s*,\s*)?"(?:result|error)"`,
);
const resultFirst = new RegExp(String.raw`^\s*\{\s*(?:${version}\s*,\s*)?"(?:result|error)"`);
/** The line's last brace closes the message itself, so this member is the message's own. */
const idLast = new RegExp(
  String.raw`[\]}]\s*,\s*(?:${version}\s*,\s*)?${id}\s*(?:,\s*${version}\s*)?\}\s*$`,
);
