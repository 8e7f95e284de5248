import { isObject } from '../is-object.ts';
import { findRoots } from './find-roots.ts';
import { nameOfEntry } from './name-of-entry.ts';
import type { NotPasted, Pasting } from './pasted.ts';

const schemes =
  'cursor|vscode|vscode-insiders|vsweb\\+mcp|kiro|lmstudio|goose|cherrystudio|raycast|trae|qoder|windsurf';
const link = new RegExp(`(?:${schemes}):[^\\s"'<>)\\]]+|https?://[^\\s"'<>)\\]]+`, 'gi');

/** The links in a text that is one, or a Markdown or HTML button around one; the likeliest first. */
export function linksIn(text: string): string[] {
  const isLink = /^[a-z][\w+.-]+:\S+$/i.test(text) && !text.includes('\n');
  if (isLink) return [text];
  const isButton = /^(\[|!\[|<a\s|<)/i.test(text) && text.length < 20_000;
  const found = isButton
    ? [...text.matchAll(link)].map(([url]) => url.replaceAll('&amp;', '&'))
    : [];
  return found.filter((url) => isInstallLink(url));
}

function isInstallLink(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    (!/^https?:$/.test(url.protocol) || /[?&](config|servers|url)=|\?%7b/i.test(url.search))
  );
}

/**
 * What a link would add: the links of Cursor, VS Code, Visual Studio, Kiro, LM Studio, Goose, Cherry
 * Studio and those built alike, their forms for the web, or the plain address of a server. Nothing
 * is fetched.
 */
export function readLink(text: string): Pasting {
  const url = URL.parse(text);
  if (!url) return refused('this is no complete link');
  if (url.protocol === 'goose:') return gooseLink(url.searchParams);
  const inner = url.searchParams.get('url');
  if (inner !== null && /^(vscode|vscode-insiders|cursor|kiro|lmstudio):/.test(inner)) {
    return readLink(inner);
  }
  const name = url.searchParams.get('name') ?? url.searchParams.get('id') ?? undefined;
  const config = url.searchParams.get('config') ?? url.searchParams.get('servers');
  if (config !== null) return added(decodeConfig(config), name);
  const query = decode(url.search.slice(1));
  if (query.trimStart().startsWith('{')) return added(decodeConfig(query), name);
  if (/^https?:$/.test(url.protocol)) return plainAddress(url);
  return refused('this link names a server, but not how to run it');
}

function refused(reason: string): NotPasted {
  return { ok: false, reason };
}

function added(content: unknown, name: string | undefined): Pasting {
  if (content === undefined) return refused("the link's content is not JSON: is it complete?");
  const shape = findRoots(content, name);
  return shape.ok ? { ...shape, kind: 'link' } : shape;
}

/** JSON as it is, percent-encoded once more, or as base64 in either alphabet. */
function decodeConfig(text: string): unknown {
  // A query has blanks where base64 has a plus.
  const base64 = text.trim().replaceAll(' ', '+');
  const bytes = Buffer.from(base64, /[-_]/.test(base64) ? 'base64url' : 'base64');
  const texts = [text, decode(text), bytes.toString('utf8'), decode(bytes.toString('utf8'))];
  for (const candidate of texts) {
    const content = parse(candidate);
    if (isObject(content) || Array.isArray(content)) return content;
  }
  return undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Goose asks for the values of the variables that its links name: `env=NAME=what it is`. */
function gooseLink(query: URLSearchParams): Pasting {
  const url = query.get('url');
  const command = query.get('cmd');
  if (url === null && command === null) return refused('the link has no cmd and no url');
  const keys = query.getAll('env').map((text) => text.split('=')[0] ?? '');
  const timeout = Number(query.get('timeout'));
  return added(
    {
      name: query.get('name') ?? query.get('id') ?? undefined,
      ...(url === null
        ? { cmd: command, args: query.getAll('arg'), env_keys: keys }
        : { uri: url, type: query.get('type') ?? 'streamable_http' }),
      ...(timeout > 0 && { timeout }),
    },
    undefined,
  );
}

/** Pages about servers are no servers. */
const pages = /(^|\.)(github\.com|gitlab\.com|npmjs\.com|pypi\.org|smithery\.ai|glama\.ai)$/;

function plainAddress(url: URL): Pasting {
  if (pages.test(url.hostname) && !/\/(mcp|sse)\/?$/.test(url.pathname)) {
    return refused('this is a page; paste the address of the server itself, or what the page says');
  }
  const entry = { url: url.href };
  const content = { servers: { [nameOfEntry(entry)]: entry } };
  return { ok: true, kind: 'url', content, roots: [['servers']], clientId: '' };
}
