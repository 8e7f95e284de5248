import type { FoundServers } from './found-server.ts';
import { isCommandLine, readCommandLine } from './pasted/command-line.ts';
import { isJetbrainsXml, readJetbrainsXml } from './pasted/jetbrains-xml.ts';
import { linksIn, readLink } from './pasted/link.ts';
import type { NotPasted, Pasted, Pasting, SnippetKind } from './pasted/pasted.ts';
import { readStructured } from './pasted/structured.ts';
import { readServers, readServersAndFormats } from './read-servers.ts';

export type SnippetReading = { ok: true; kind: SnippetKind; found: FoundServers } | NotPasted;

export interface SnippetOptions {
  /** Where the hub listens: what leads there is left out. */
  ownUrls?: readonly string[];
}

type FindFormats = Parameters<typeof readServersAndFormats>[2];

/**
 * The servers in a text that somebody pasted: a client's file or a piece of one, an install link, a
 * command line that adds a server, or any of these between the fences of a Markdown page. Nothing in
 * it is run or fetched, and no secret of it gets into a reason.
 */
export function readSnippet(text: string, options: SnippetOptions = {}): SnippetReading {
  const pasted = parseSnippet(text);
  if (!pasted.ok) return pasted;
  const { content, clientId, roots } = pasted;
  return together(
    pasted,
    roots.map((root) => readServers(content, { ...options, root, clientId })),
  );
}

/** The same, and tokens of well-known formats are secrets wherever they stand. */
export async function readSnippetAndFormats(
  text: string,
  options: SnippetOptions,
  findFormats: FindFormats,
): Promise<SnippetReading> {
  const pasted = parseSnippet(text);
  if (!pasted.ok) return pasted;
  const { content, clientId, roots } = pasted;
  const found: FoundServers[] = [];
  for (const root of roots) {
    found.push(await readServersAndFormats(content, { ...options, root, clientId }, findFormats));
  }
  return together(pasted, found);
}

function parseSnippet(source: string): Pasting {
  const text = source.replace(/^\uFEFF/, '');
  if (text.trim() === '') return { ok: false, reason: 'it is empty' };
  const blocks = fencedBlocks(text);
  const readings = blocks.map(({ inner, line }) => {
    const reading = parsePlain(inner);
    return reading.ok || reading.line === undefined
      ? reading
      : { ...reading, line: reading.line + line };
  });
  return readings.find((reading) => reading.ok) ?? readings[0] ?? parsePlain(text);
}

function parsePlain(text: string): Pasting {
  if (isJetbrainsXml(text)) return readJetbrainsXml(text);
  const readings = linksIn(text.trim()).map(readLink);
  const link = readings.find((reading) => reading.ok) ?? readings[0];
  if (link) return link;
  return isCommandLine(text.trim()) ? readCommandLine(text) : readStructured(text);
}

/** The code blocks of a Markdown text, each with the number of lines before it. */
function fencedBlocks(text: string): { inner: string; line: number }[] {
  const fence = /^[ \t]*(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^[ \t]*\1[ \t]*\r?$/gm;
  return [...text.matchAll(fence)].map(({ 2: inner = '', index }) => ({
    inner,
    line: text.slice(0, index).split('\n').length,
  }));
}

function together({ kind, others = [] }: Pasted, found: readonly FoundServers[]): SnippetReading {
  const servers = found.flatMap((part) => part.servers);
  const skipped = [...found.flatMap((part) => part.skipped), ...others];
  const inputs = found.flatMap((part) => part.inputs ?? []);
  const [{ invalid = undefined } = {}] = found;
  if (servers.length === 0 && skipped.length === 0) {
    return { ok: false, reason: invalid ?? 'no servers were found in it' };
  }
  return {
    ok: true,
    kind,
    found: { servers, skipped, ...(inputs.length > 0 && { inputs }) },
  };
}
