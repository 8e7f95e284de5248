import { splitReferences } from '../../../../src-shared/domain/references.ts';
import type { Registry } from '../../../../src-shared/domain/registry.ts';

/** Shorter ones are found in anything. */
const shortest = 6;

/**
 * What people wrote into definitions in plain text where credentials stand, too: it may come back in
 * what servers say. Words, numbers and paths are left out, which tell nothing and are everywhere.
 */
export function plainValues({ servers }: Registry): string[] {
  const texts = Object.values(servers).flatMap((spec) =>
    spec.transport === 'stdio'
      ? [...spec.args, ...Object.values(spec.env)]
      : [spec.url, ...Object.values(spec.headers)],
  );
  const values = texts
    .flatMap(splitReferences)
    .flatMap((part) => (part.kind === 'text' ? [part.text] : []))
    .filter((text) => !isPackage(text))
    .flatMap((text) => [
      text,
      ...text.split(/[\s=,;:"'@/?&#|]+/).flatMap((one) => [one, decoded(one)]),
    ]);
  return [...new Set(values.map((value) => value.trim()))].filter(isTelling);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isTelling(value: string): boolean {
  if (value.length < shortest) return false;
  if (/^[a-z]{1,15}$|^[A-Z]{1,15}$|^\d{1,8}$/.test(value)) return false;
  if (/^(--?[a-z][a-z-]*|[~.]?[\\/].*|[a-z]:\\.*)$/i.test(value)) return false;
  // Of an address the pieces tell; hosts are shown.
  return !value.includes('://') && !/^[a-z]+([-.][a-z]+)+$/.test(value);
}

/** As it stands behind its runner, images included. */
function isPackage(text: string): boolean {
  return /^(@[a-z][\w.-]*\/|([a-z0-9.-]+\/)+)[a-z][\w.-]*([@:][\w.]*)?$/.test(text);
}
