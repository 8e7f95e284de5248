import { referenceProblem } from '../../../../src-shared/domain/references.ts';
import type { Messages } from '../../../messages/messages.ts';
import { readArguments } from './command-words.ts';
import { type Draft, secretNameOf } from './draft.ts';

/** What is wrong, by field: `id`, `command`, `args`, `url`, `cwd`, and a pair's key. */
export type Problems = Readonly<Record<string, string>>;

type Words = Messages['servers']['problems'];

/**
 * What can be told before the hub is asked; it checks everything once more.
 *
 * @param taken - names of other servers.
 */
export function checkDraft(draft: Draft, taken: readonly string[], words: Words): Problems {
  const { kind, id, command, url, args, cwd, pairs } = draft;
  const target = kind === 'stdio' ? { command } : { url };
  const found: Record<string, string | undefined> = {
    id: idProblem(id.trim(), taken, words),
    command: 'command' in target ? missing(command, words.command) : undefined,
    url: 'url' in target ? urlProblem(url.trim(), words) : undefined,
    args: readArguments(args).map(badReference).find(Boolean),
    cwd: badReference(cwd),
  };
  for (const pair of pairs) found[pair.key] = pairProblem(draft, pair, words);
  return Object.fromEntries(
    Object.entries(found).flatMap(([field, text]) => (text ? [[field, text]] : [])),
  );
}

function idProblem(id: string, taken: readonly string[], words: Words): string | undefined {
  if (id === '') return words.name;
  if (taken.includes(id)) return words.nameTaken(id);
  // The rule of `ServerId`, which would bring its whole library along.
  const isValid = /^(?!.*__)[a-zA-Z0-9](?:[a-zA-Z0-9_-]{0,30}[a-zA-Z0-9-])?$/.test(id);
  return isValid ? undefined : words.nameRule;
}

function urlProblem(url: string, words: Words): string | undefined {
  if (url === '') return words.url;
  return badReference(url) ?? (/^(https?:\/\/[^\s/]|\$\{)/i.test(url) ? undefined : words.urlRule);
}

function pairProblem(draft: Draft, pair: Draft['pairs'][number], words: Words): string | undefined {
  const { name, value, isSecret } = pair;
  if (name.trim() === '') return value === '' ? undefined : words.pairName;
  const same = draft.pairs.filter((other) => other.name.trim() === name.trim());
  if (same.length > 1) return words.pairTwice(name.trim());
  if (!isSecret) return badReference(value);
  const isName = /^[A-Za-z_][\w.()-]{0,127}$/.test(secretNameOf(draft, pair));
  return isName ? undefined : words.secretName;
}

function missing(text: string, message: string): string | undefined {
  return text.trim() === '' ? message : badReference(text);
}

function badReference(text: string): string | undefined {
  return referenceProblem(text)?.text;
}
