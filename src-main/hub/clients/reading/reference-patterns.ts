import type { FoundReference } from './found-server.ts';

type Meaning = Pick<FoundReference, 'kind' | 'name'>;

/** What editors fill in by themselves; no variables of an environment. */
const editorVariable =
  /^(userHome|workspaceFolder|workspaceFolderBasename|workspaceRoot|pathSeparator|\/|file|file[A-Z]\w*|relativeFile\w*|lineNumber|selectedText|execPath|cwd|defaultBuildTask)(:[^{}]*)?$/;

/** Clients that take `$NAME` in the middle of a text, as a shell does (clients.md 2.2). */
const shellLike = new Set([
  'gemini-cli',
  'qwen-code',
  'iflow',
  'tabnine',
  'crush',
  'copilot-cli',
  'goose',
]);

const braces = String.raw`\$\{\{\s*(?<group>\w+)\.(?<member>[\w.-]+)\s*\}\}`;
const command = String.raw`\$\((?<command>[^()]*(?:\([^()]*\)[^()]*)*)\)`;
const dollar = String.raw`\$\{(?<inner>(?:[^{}]|\{[^{}]*\})+)\}`;
const brace = String.raw`\{(?<scheme>env|file):(?<target>[^{}]+)\}`;
const bare = String.raw`\$(?<bare>[A-Za-z_]\w*)|%(?<percent>[A-Za-z_]\w*)%`;

const everywhere = new RegExp([braces, command, dollar, brace].join('|'), 'g');
const likeShell = new RegExp([braces, command, dollar, brace, bare].join('|'), 'g');
/** All of a text, or all behind the scheme of a header. */
const whole = /^(?:(?:Bearer|Basic|Token)\s+)?(?<text>\$([A-Z_][A-Z0-9_]*)|%([A-Z_][A-Z0-9_]*)%)$/i;

/** The references in a text, in its order, by any client's syntax; none is resolved or run. */
export function referencesInText(text: string, clientId: string): (Meaning & { text: string })[] {
  const program = /^\$: ([\s\S]+)$/.exec(text)?.[1];
  if (program !== undefined) return [{ text, kind: 'command', name: program.trim() }];
  if (/^op:\/\/\S+$/.test(text)) return [{ text, kind: 'secret', name: text.slice(5) }];
  const pattern = shellLike.has(clientId) ? likeShell : everywhere;
  const found = [...text.matchAll(pattern)].map(({ 0: written, groups = {} }) => ({
    text: written,
    ...meaningOf(groups),
  }));
  return found.length > 0 ? found : wholeReference(text);
}

function wholeReference(text: string): (Meaning & { text: string })[] {
  const written = whole.exec(text.trim())?.groups?.text;
  return written === undefined
    ? []
    : [{ text: written, kind: 'env', name: written.replace(/[$%]/g, '') }];
}

function meaningOf(groups: Record<string, string | undefined>): Meaning {
  const { group, member, command, inner, scheme, target, bare, percent } = groups;
  if (command !== undefined) return { kind: 'command', name: command.trim() };
  if (group !== undefined) return { kind: groupKind(group), name: member ?? '' };
  if (scheme !== undefined) return { kind: scheme === 'env' ? 'env' : 'file', name: target ?? '' };
  return inner === undefined ? { kind: 'env', name: bare ?? percent ?? '' } : inBraces(inner);
}

function groupKind(group: string): FoundReference['kind'] {
  if (group === 'env') return 'env';
  return group === 'inputs' ? 'input' : 'secret';
}

const schemes: Record<string, FoundReference['kind']> = {
  env: 'env',
  input: 'input',
  file: 'file',
  secret: 'secret',
  keyring: 'keyring',
  keychain: 'keyring',
  command: 'command',
};

/** `${NAME:-default}`, `${env:NAME}`, `${workspaceFolder}`; a default is no part of the name. */
function inBraces(inner: string): Meaning {
  const text = inner.trim();
  const [, scheme = '', target = ''] = /^([a-z]+):(?!-)(.+)$/is.exec(text) ?? [];
  const kind = Object.hasOwn(schemes, scheme) ? schemes[scheme] : undefined;
  if (kind) return { kind, name: kind === 'env' ? (target.split(':-')[0] ?? '') : target };
  if (editorVariable.test(text)) {
    return { kind: 'variable', name: text === '/' ? text : (text.split(':')[0] ?? '') };
  }
  const name = /^([A-Za-z_]\w*)(:?[-?+=].*)?$/s.exec(text)?.[1];
  return name === undefined ? { kind: 'variable', name: text } : { kind: 'env', name };
}
