/**
 * Whether a version is in a range such as `>=18.0.0`, `>=3.10,<4`, `^20`, `18.x || 20.x`; undefined
 * where the range is written in a way that is not known here, since nothing is then to be said.
 */
export function isInRange(version: string, range: string): boolean | undefined {
  const found = numbersOf(version.replace(/^v/, ''));
  if (!found) return undefined;
  const choices = range.split('||').map((choice) => fitsAll(found, choice));
  return choices.includes(true) ? true : choices.includes(undefined) ? undefined : false;
}

function fitsAll(found: readonly number[], choice: string): boolean | undefined {
  const parts = choice
    .replace(/([<>=~^!])\s+/g, '$1')
    .split(/[\s,]+/)
    .filter(Boolean);
  const fits = parts.map((part) => fitsOne(found, part));
  return fits.includes(undefined) ? undefined : !fits.includes(false);
}

function fitsOne(found: readonly number[], part: string): boolean | undefined {
  const [, operator = '', text = ''] = /^(>=|<=|>|<|===?|=|\^|~=|~)?v?(.*)$/.exec(part) ?? [];
  if (/^[*xX]$/.test(text)) return true;
  const wanted = numbersOf(text.replace(/(\.[*xX])+$/, ''));
  if (!wanted) return undefined;
  const order = compare(found, wanted);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0 || startsWith(found, wanted);
    case '<':
      return order < 0;
    case '^':
      return order >= 0 && startsWith(found, wanted.slice(0, 1));
    case '~':
      return order >= 0 && startsWith(found, wanted.slice(0, 2));
    case '~=':
      return order >= 0 && startsWith(found, wanted.slice(0, -1));
    default:
      return startsWith(found, wanted);
  }
}

function numbersOf(text: string): number[] | undefined {
  const [digits] = /^\d+(\.\d+){0,3}/.exec(text) ?? [];
  return digits?.split('.').map(Number);
}

function startsWith(found: readonly number[], wanted: readonly number[]): boolean {
  return wanted.every((number, index) => (found[index] ?? 0) === number);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = [0, 1, 2, 3].find((place) => (a[place] ?? 0) !== (b[place] ?? 0));
  return index === undefined ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
