/** Reads command-line options (`--name value`, `--flag`) and the untyped inputs of a tool call. */

export function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

export function hasFlag(name: string): boolean {
  return process.argv.includes(`--${name}`);
}

export function numberOption(name: string, otherwise: number): number {
  return numberFrom(option(name), otherwise);
}

export function numberFrom(value: unknown, otherwise: number): number {
  if (value === undefined || value === '') return otherwise;
  const number = Number(value);
  return Number.isNaN(number) ? otherwise : number;
}

export function textFrom(value: unknown, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise;
}

export function fieldsFrom(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
