import { parse as parseToml } from '@decimalturn/toml-patch';
import { evaluate, parse as parseJson5 } from '@humanwhocodes/momoa';
import { type ParseError, parse as parseJsonc } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';
import type { ConfigFormat } from '../../../../src-shared/domain/client.ts';

/** What a file says, by the libraries alone; undefined for a blank one. @throws where it says nothing. */
export function parsePlainly(format: ConfigFormat, text: string): unknown {
  const bare = text.replace(/^\uFEFF/, '');
  return bare.trim() === '' ? undefined : parsers[format](bare);
}

/** Whether a parser that knows neither comments nor trailing commas takes it. */
export function isStrictJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
}

const parsers: Record<ConfigFormat, (text: string) => unknown> = {
  json: jsonc,
  jsonc,
  json5: (text) => evaluate(parseJson5(text, { mode: 'json5' })),
  toml: (text) => parseToml(text),
  // Null for a file of comments only: it is an empty map to whoever edits it.
  yaml: (text) => parseYaml(text, { merge: true }) ?? {},
};

function jsonc(text: string): unknown {
  const errors: ParseError[] = [];
  const content: unknown = parseJsonc(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) throw new Error(`not JSON: ${JSON.stringify(errors)}`);
  return content;
}
