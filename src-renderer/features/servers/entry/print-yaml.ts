/** An entry as registry.yaml could have it, for reading: the file itself keeps its own style. */
export function printYaml(value: unknown, indent = 0): string {
  const pad = '  '.repeat(indent);
  if (Array.isArray(value)) {
    return value.map((item) => `${pad}- ${printInline(item)}`).join('\n');
  }
  if (typeof value !== 'object' || value === null) return `${pad}${printInline(value)}`;
  return Object.entries(value)
    .map(([key, item]) => `${pad}${printKey(key)}:${printMember(item, indent)}`)
    .join('\n');
}

function printMember(value: unknown, indent: number): string {
  const isFilled = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return isFilled ? `\n${printYaml(value, indent + 1)}` : ` ${printInline(value)}`;
}

function printInline(value: unknown): string {
  return typeof value === 'string' && isPlain(value) ? value : (JSON.stringify(value) ?? 'null');
}

function printKey(key: string): string {
  return isPlain(key) ? key : JSON.stringify(key);
}

/** Whether a text means itself in YAML without quotes, whatever reads it. */
function isPlain(text: string): boolean {
  return (
    /^[A-Za-z/][\w ./@+=-]*(?<! )$/.test(text) &&
    !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text)
  );
}
