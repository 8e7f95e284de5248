import type { EntryLeaf } from './entry-leaves.ts';
import {
  headerVariables,
  helpers,
  keyringVariables,
  passedVariables,
  tokenVariables,
} from './entry-words.ts';
import type { FoundReference } from './found-server.ts';
import { isObject } from './is-object.ts';
import { referencesInText } from './reference-patterns.ts';

export interface ReferenceContext {
  entry: Readonly<Record<string, unknown>>;
  path: readonly (string | number)[];
  leaves: readonly EntryLeaf[];
  clientId: string;
  env: Readonly<Record<string, string>>;
}

/** Every child of Loom's has these anyway. */
const basic = /^(HOME|PATH|PWD|LANG|LC_\w+|USER|LOGNAME|SHELL|TERM|TMPDIR|TEMP|TMP|USERPROFILE)$/;

const byName = [
  ...tokenVariables,
  ...headerVariables,
  ...passedVariables,
  ...keyringVariables,
  ...helpers,
];

/** What is already indirect in an entry: in its texts, or by the name of a variable in a field. */
export function referencesIn(context: ReferenceContext): FoundReference[] {
  return [...inTexts(context), ...inFields(context), ...fromEnvironment(context)];
}

function inTexts({ leaves, path, clientId, env }: ReferenceContext): FoundReference[] {
  return leaves
    .filter((leaf) => !byName.includes(String(leaf.path[path.length])))
    .flatMap((leaf) =>
      referencesInText(leaf.text, clientId)
        .filter(({ text, name }) => !isOwnVariable(leaf, text, env[name]))
        .map(
          (found): FoundReference => ({
            path: leaf.path,
            ...found,
            ...(isApiKey(leaf, path) && { into: { header: 'Authorization', prefix: 'Bearer ' } }),
          }),
        ),
    );
}

/** Continue sends it as a bearer token. */
function isApiKey(leaf: EntryLeaf, path: ReferenceContext['path']): boolean {
  return leaf.path.length === path.length + 1 && leaf.name === 'apiKey';
}

/** The program itself puts its variable there, as `mcp-remote` does: `Authorization:${AUTH}`. */
function isOwnVariable({ place }: EntryLeaf, written: string, value: string | undefined): boolean {
  return place === 'arg' && value !== undefined && /^\$(\w+|\{\w+\})$/.test(written);
}

function inFields({ entry, path }: ReferenceContext): FoundReference[] {
  return Object.entries(entry).flatMap(([key, value]): FoundReference[] => {
    const at = [...path, key];
    if (tokenVariables.includes(key) && typeof value === 'string') {
      return [{ path: at, text: value, kind: 'env', name: value, into: headerOf(entry) }];
    }
    if (headerVariables.includes(key)) return headersOf(value, at);
    if (passedVariables.includes(key)) return variablesOf(value, at, 'env');
    if (keyringVariables.includes(key)) return variablesOf(value, at, 'keyring');
    if (helpers.includes(key) && value != null) {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return [{ path: at, text, kind: 'command', name: text }];
    }
    return [];
  });
}

/** A bearer token, unless the entry says otherwise: Mistral Vibe's `api_key_header` and its format. */
function headerOf(entry: ReferenceContext['entry']): { header: string; prefix: string } {
  const { api_key_header: header, api_key_format: format } = entry;
  const [before] = typeof format === 'string' ? format.split('{') : [];
  return {
    header: typeof header === 'string' ? header : 'Authorization',
    prefix: before ?? 'Bearer ',
  };
}

function headersOf(value: unknown, at: FoundReference['path']): FoundReference[] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([header, name]) =>
    typeof name === 'string'
      ? [{ path: [...at, header], text: name, kind: 'env', name, into: { header, prefix: '' } }]
      : [],
  );
}

function variablesOf(
  value: unknown,
  at: FoundReference['path'],
  kind: 'env' | 'keyring',
): FoundReference[] {
  return (Array.isArray(value) ? value : []).flatMap((item: unknown, index) => {
    const name = isObject(item) ? item.name : item;
    if (typeof name !== 'string' || name === '' || basic.test(name)) return [];
    return [{ path: [...at, index], text: name, kind, name }];
  });
}

/** In mcphub.nvim an empty value means: as it is in Neovim's own environment. */
function fromEnvironment({ entry, path, clientId }: ReferenceContext): FoundReference[] {
  if (clientId !== 'mcphub-nvim' || !isObject(entry.env)) return [];
  return Object.entries(entry.env)
    .filter(([, value]) => value === null || value === '')
    .map(([name]): FoundReference => {
      return { path: [...path, 'env', name], text: '', kind: 'env', name };
    });
}
