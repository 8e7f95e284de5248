import type { FoundReference, FoundServer } from '../reading/found-server.ts';
import type { Part, Text } from './draft.ts';

interface Piece {
  text: string;
  part: Part;
}

/** Cuts the texts of a server into secrets, references and what stands between them. */
export function createTextCutter({
  secrets,
  references,
}: Pick<FoundServer, 'secrets' | 'references'>): (text: string) => Text {
  const pieces: Piece[] = [
    ...secrets.map(({ value }): Piece => ({ text: value, part: { kind: 'secret', value } })),
    ...references
      .filter(({ text }) => isInText(text))
      .map((reference): Piece => ({ text: reference.text, part: partOf(reference) })),
  ]
    .filter(({ text }) => text !== '')
    // The longer one may hold the shorter.
    .sort((a, b) => b.text.length - a.text.length);
  return (text) => mendDollars(cut(text, pieces));
}

/** Whether a reference stands for a piece of a text; others name a variable in a key of their own. */
export function isInText(text: unknown): text is string {
  return typeof text === 'string' && /[${%]/.test(text);
}

/** A client's reference as the nearest of ours. */
export function partOf({ kind, name, text }: FoundReference): Part {
  switch (kind) {
    case 'env':
      return { kind: 'reference', written: `\${env:${name}}` };
    case 'variable':
      return variable(name, text);
    // Neither file nor command is a name; what is to be set there, its field says.
    case 'file':
    case 'command':
      return { kind: 'blank', name: '' };
    default:
      return { kind: 'blank', name };
  }
}

const projectFolders = /^(workspace(Folder|Root)|project(Path|Root|Folder)?)$/i;
const homeFolders = /^(userHome|home|HOME)$/;

function variable(name: string, text: string): Part {
  if (projectFolders.test(name)) return { kind: 'reference', written: '${project}' };
  if (homeFolders.test(name)) return { kind: 'reference', written: '${home}' };
  if (name === 'pathSeparator' || name === '/') return { kind: 'literal', text: '/' };
  return { kind: 'blank', name: name || text };
}

function cut(text: string, pieces: readonly Piece[]): Part[] {
  const [piece, ...others] = pieces;
  if (text === '') return [];
  if (!piece) return [{ kind: 'literal', text }];
  const at = indexOf(text, piece);
  if (at < 0) return cut(text, others);
  return [
    ...cut(text.slice(0, at), others),
    piece.part,
    ...cut(text.slice(at + piece.text.length), pieces),
  ];
}

/** Where a piece stands: the reference `$TOKEN` is not in `$TOKENS`. A secret is one anywhere. */
function indexOf(text: string, { text: piece, part }: Piece): number {
  const isName = part.kind !== 'secret' && /^\$\w+$/.test(piece);
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
    if (!isName || !/\w/.test(text[at + piece.length] ?? '')) return at;
  }
  return -1;
}

/** In registry.yaml `$${` is a plain `${`, so a `$` before what follows goes along with it. */
function mendDollars(parts: readonly Part[]): Text {
  const mended: Part[] = [];
  for (const part of parts) {
    const last = mended.at(-1);
    if (part.kind === 'literal' || last?.kind !== 'literal' || !last.text.endsWith('$')) {
      mended.push(part);
      continue;
    }
    mended.pop();
    const text = last.text.replace(/\$+$/, '');
    if (text !== '') mended.push({ kind: 'literal', text });
    mended.push(withDollars(part, last.text.slice(text.length)));
  }
  return mended;
}

function withDollars(part: Exclude<Part, { kind: 'literal' }>, dollars: string): Part {
  if (part.kind === 'secret') return { kind: 'secret', value: dollars + part.value };
  return part.kind === 'blank' ? part : { kind: 'blank', name: part.written };
}
