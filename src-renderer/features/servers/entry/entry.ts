/** An entry of registry.yaml as it stands there: nothing in it is certain. */
export type Entry = Record<string, unknown>;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The texts of a map, such as `env`; what is no text is shown as one. */
export function textsOf(value: unknown): [name: string, text: string][] {
  if (!isRecord(value)) return [];
  return Object.entries(value).map(([name, text]) => [name, String(text ?? '')]);
}

export function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
