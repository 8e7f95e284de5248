/** Shorter ones are no secrets worth the name. */
const shortest = 4;
const shortestPiece = 8;
/** `postgres:`, `production`: of a secret that is an address, what any other text may hold, too. */
const plainWord = /^[a-z]{1,15}:?$/;
/** Hidden in what every server says, and a word may stand anywhere. */
const shortestGiven = 6;

/**
 * What takes these secrets out of a text that people or logs get to see: as they are, each of their
 * lines, and as JSON, URL or base64 would write them, also within something longer. It is for what a
 * server says of itself; the messages it exchanges with its client are nobody's to change.
 */
export function hideSecrets(secrets: Iterable<string>): (text: string) => string {
  const ordered = writtenForms(secrets);
  if (ordered.length === 0) return (text) => text;
  return (text) => ordered.reduce((clean, form) => clean.replaceAll(form, '…'), text);
}

/** All texts that these secrets are written as; what contains another comes first. */
export function writtenForms(secrets: Iterable<string>): string[] {
  const forms = new Set([...secrets].flatMap(formsOf).filter(({ length }) => length >= shortest));
  return [...forms].sort((a, b) => b.length - a.length);
}

/** Every secret that was given out so far, those that have changed since included. */
export class GivenSecrets {
  readonly #given = new Set<string>();
  #hide = hideSecrets([]);

  add(secret: string): void {
    if (secret.length < shortestGiven || this.#given.has(secret)) return;
    this.#given.add(secret);
    this.#hide = hideSecrets(this.#given);
  }

  /** They only ever grow more. */
  get all(): ReadonlySet<string> {
    return this.#given;
  }

  /** The text without any of them. */
  readonly hide = (text: string): string => this.#hide(text);
}

function formsOf(secret: string): string[] {
  if (secret.length < shortest) return [];
  return [
    ...piecesOf(secret).flatMap((piece) => [piece, ...inJson(piece), ...inUrl(piece)]),
    ...base64Within(secret, 'base64'),
    ...base64Within(secret, 'base64url'),
  ];
}

/** Lines are shown one by one, and parts of a path may be left out for other reasons. */
function piecesOf(secret: string): string[] {
  const pieces = secret
    .split(/\r?\n|\//)
    .filter((piece) => piece.length >= shortestPiece && !plainWord.test(piece));
  return [secret, ...pieces];
}

function inJson(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${hex(unit, 4)}`);
  return [json, ascii];
}

function inUrl(text: string): string[] {
  const component = encodeURIComponent(text);
  const form = new URLSearchParams({ text }).toString().slice('text='.length);
  return [component, component.replaceAll('%20', '+'), form, encodeURI(text)];
}

function hex(unit: string, digits: number): string {
  return unit.charCodeAt(0).toString(16).padStart(digits, '0');
}

/** How base64 writes it, behind whatever number of bytes: those characters that it alone decides. */
function base64Within(secret: string, encoding: 'base64' | 'base64url'): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString(encoding);
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + bytes.length) * 8) / 6);
    return text.slice(first, last);
  });
}
