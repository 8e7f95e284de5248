import { looksSecret } from '../../secret-scan/looks-secret.ts';
import { valueParts } from '../../secret-scan/value-parts.ts';

/** Of a secret on several lines, shorter ones say too little to be looked for. */
const shortestLine = 8;

/**
 * Lines of secrets that take more than one line in YAML and TOML, or stand below their key: a piece of
 * such a text does not say what its lines are, so they are told by the content.
 */
export function secretLines(content: unknown): string[] {
  return [...new Set(textsIn('', content))].filter((line) => line.length >= shortestLine);
}

function textsIn(name: string, value: unknown): string[] {
  if (typeof value === 'string') return isSecret(name, value) ? linesOf(value) : [];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn('', item));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => textsIn(key, member));
}

function isSecret(name: string, text: string): boolean {
  // What a person calls so, however it looks; the whole text only: its parts are seen in the lines.
  const [whole] = valueParts(name, text);
  return whole?.name === name && looksSecret(text, 'password');
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim());
}
