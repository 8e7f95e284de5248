/** The parts of RFC 6570 that MCP servers use: every operator, without prefixes of values. */
const expression = /\{([+#./;?&]?)([^{}]*)\}/g;

interface Operator {
  first: string;
  separator: string;
  /** `name=value` */
  named: boolean;
  /** Reserved characters stay as they are. */
  isRaw: boolean;
}

const operators: Record<string, Operator> = {
  '': { first: '', separator: ',', named: false, isRaw: false },
  '+': { first: '', separator: ',', named: false, isRaw: true },
  '#': { first: '#', separator: ',', named: false, isRaw: true },
  '.': { first: '.', separator: '.', named: false, isRaw: false },
  '/': { first: '/', separator: '/', named: false, isRaw: false },
  ';': { first: ';', separator: ';', named: true, isRaw: false },
  '?': { first: '?', separator: '&', named: true, isRaw: false },
  '&': { first: '&', separator: '&', named: true, isRaw: false },
};

/** The names of a template's variables, each once. */
export function variablesOf(template: string): string[] {
  const names = [...template.matchAll(expression)].flatMap(([, , list = '']) => namesIn(list));
  return [...new Set(names)];
}

/** The URI that the values make of a template; variables without a value are left out. */
export function expandTemplate(template: string, values: Record<string, string>): string {
  return template.replace(expression, (_whole, operator: string, list: string) => {
    const how = operators[operator];
    const given = namesIn(list).filter((name) => (values[name] ?? '') !== '');
    if (!how || given.length === 0) return '';
    const parts = given.map((name) => partOf(name, values[name] ?? '', how));
    return how.first + parts.join(how.separator);
  });
}

function namesIn(list: string): string[] {
  return list.split(',').map((name) => name.replace(/(\*|:\d+)$/, '').trim());
}

function partOf(name: string, value: string, { named, isRaw }: Operator): string {
  const text = isRaw ? encodeURI(value) : encodeURIComponent(value);
  return named ? `${name}=${text}` : text;
}
