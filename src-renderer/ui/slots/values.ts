import type { PresetParameter } from '../../../src-shared/domain/preset.ts';
import { splitReferences } from '../../../src-shared/domain/references.ts';

/** What stands in the form's fields; a list as one text, an item in each line. */
export type Values = Readonly<Record<string, string | boolean>>;

/**
 * What the fields hold before anybody has touched them.
 *
 * @param given - by a link, which has no say in secrets.
 */
export function initialValues(
  parameters: readonly PresetParameter[],
  given: Readonly<Record<string, string>> = {},
): Values {
  const brought = filledByLink(parameters, given);
  return Object.fromEntries(
    parameters.map((parameter) => {
      const { name, type } = parameter;
      const value = brought.includes(name) ? given[name] : undefined;
      if (value === undefined) return [name, initialValue(parameter)];
      return [name, type === 'boolean' ? value === 'true' : value];
    }),
  );
}

/** The fields that a link has a say in, of those that it names. */
export function filledByLink(
  parameters: readonly PresetParameter[],
  given: Readonly<Record<string, string>> = {},
): string[] {
  return parameters.flatMap(({ name, type }) =>
    Object.hasOwn(given, name) && type !== 'secret' ? [name] : [],
  );
}

function initialValue({ type, default: value }: PresetParameter): string | boolean {
  if (type === 'boolean') return value === true;
  if (Array.isArray(value)) return value.join('\n');
  return value === undefined ? '' : String(value);
}

/** A server's name that is free: the preset's own, or that with a number. */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  for (let count = 2; ; count += 1) {
    const name = `${wanted}-${count}`;
    if (!taken.includes(name)) return name;
  }
}

/** The rule of `ServerId`, which would bring its whole library along. */
export function isServerName(text: string): boolean {
  return /^(?!.*__)[a-zA-Z0-9](?:[a-zA-Z0-9_-]{0,30}[a-zA-Z0-9-])?$/.test(text);
}

/** In place of a secret's value: the name of one that the vault has. */
export function secretReference(name: string): string {
  return `\${secret:${name}}`;
}

/** The secret that a value refers to, where it is nothing but that. */
export function referredSecret(value: string): string | undefined {
  const [part, ...others] = splitReferences(value);
  return part?.kind === 'secret' && others.length === 0 ? part.name : undefined;
}
