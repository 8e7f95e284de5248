import { isObject } from '../is-object.ts';

export interface ToolRule {
  /** Of `<server>_<tool>`; `*` is any run, `?` any one character. */
  pattern: string;
  action: 'allow' | 'ask' | 'deny';
}

type Settings = Readonly<Record<string, unknown>>;

/** The rules that several settings make together: `tools` first, which `permission` overrides. */
export function toolRules(all: readonly Settings[]): ToolRule[] {
  const tools = all.flatMap(({ tools }) => switchedIn(tools));
  const permissions = all.flatMap(({ permission }) => permittedIn(permission));
  // A key keeps the place that it has first, and gets the value that it has last.
  const actions = new Map([...tools, ...permissions]);
  return [...actions].map(([pattern, action]) => ({ pattern, action }));
}

function switchedIn(tools: unknown): [string, ToolRule['action']][] {
  return Object.entries(isObject(tools) ? tools : {}).flatMap(([pattern, isOn]) =>
    typeof isOn === 'boolean' ? [[pattern, isOn ? 'allow' : 'deny']] : [],
  );
}

function permittedIn(permission: unknown): [string, ToolRule['action']][] {
  if (isAction(permission)) return [['*', permission]];
  return Object.entries(isObject(permission) ? permission : {}).flatMap(([pattern, value]) => {
    // A tool of a server is asked for as a whole, whatever its arguments.
    const action = isObject(value) ? value['*'] : value;
    return isAction(action) ? [[pattern, action]] : [];
  });
}

function isAction(value: unknown): value is ToolRule['action'] {
  return value === 'allow' || value === 'ask' || value === 'deny';
}
