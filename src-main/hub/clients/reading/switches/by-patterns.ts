import { isObject } from '../is-object.ts';
import { filterTools } from './filter-tools.ts';
import { globsBehind } from './globs-behind.ts';
import type { ReadSwitches } from './switch.ts';
import { type ToolRule, toolRules } from './tool-rules.ts';

/**
 * opencode's `tools`, and what became of it, `permission`: patterns of `<server>_<tool>`, of which the
 * last that fits counts. They hold for all agents; each may have others of its own.
 */
export const byPatterns: ReadSwitches = (layers) => {
  const contents = layers.map(({ content }) => content).filter(isObject);
  const rules = toolRules(contents);
  const agents = agentsIn(contents);
  return ({ key }) => {
    const prefix = `${key.replace(/[^a-zA-Z0-9_-]/g, '_')}_`;
    const { isOff, tools, lost } = filterTools(rules, prefix);
    const isDisabled = contents.flatMap(({ mcp }) => switchIn(mcp, key)).at(-1) === false;
    const others = agents.filter(({ rules }) => rules.some((rule) => concerns(rule, prefix)));
    return {
      isOff: isOff || isDisabled,
      ...(tools && { tools }),
      notes: [
        ...(isOff ? ['its client switches all of its tools off, so it is switched off here'] : []),
        ...told('what its client shows of its tools', lost),
        ...told(
          'what it asks for first',
          rules.filter(isAsked(prefix)).map(({ pattern }) => pattern),
        ),
        ...told(
          'other tools for the agents',
          others.map(({ name }) => name),
        ),
      ],
    };
  };
};

/** `{ "enabled": false }` alone, in another file, switches a server off. */
function switchIn(servers: unknown, key: string): boolean[] {
  const entry = isObject(servers) ? servers[key] : undefined;
  return isObject(entry) && typeof entry.enabled === 'boolean' ? [entry.enabled] : [];
}

function told(what: string, which: readonly string[]): string[] {
  return which.length > 0 ? [`not carried over, ${what}: ${which.join(', ')}`] : [];
}

/** For one that asks before all tools there are, this server is none in particular. */
function isAsked(prefix: string): (rule: ToolRule) => boolean {
  return (rule) => rule.action === 'ask' && rule.pattern !== '*' && concerns(rule, prefix);
}

function concerns({ pattern }: ToolRule, prefix: string): boolean {
  return globsBehind(pattern, prefix).length > 0;
}

interface Agent {
  name: string;
  rules: readonly ToolRule[];
}

/** `agent`, which was once called `mode`. */
function agentsIn(contents: readonly Readonly<Record<string, unknown>>[]): Agent[] {
  const named = contents.flatMap(({ mode, agent }) =>
    [mode, agent].flatMap((agents) => (isObject(agents) ? Object.entries(agents) : [])),
  );
  return [...Map.groupBy(named, ([name]) => name)].map(([name, parts]) => ({
    name,
    rules: toolRules(parts.map(([, settings]) => settings).filter(isObject)),
  }));
}
