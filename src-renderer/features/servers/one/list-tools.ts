import type { ServerDetails } from '../../../../src-shared/contract/servers.ts';
import { isRecord, textOf } from '../entry/entry.ts';
import { ruleOf, type ToolRule } from './tool-rules.ts';

/** A tool as its server describes it, and what its entry says of it. */
export interface ToolRow {
  upstreamName: string;
  /** What clients call it, where they see it. */
  name: string | undefined;
  description: string;
  definition: Record<string, unknown>;
  tokens: number;
  rule: ToolRule;
  /** What is searched. */
  text: string;
}

/** Every tool of a server in its own order, those that are switched off among them. */
export function listTools({ entry, everyTool = [] }: ServerDetails): ToolRow[] {
  return everyTool.map(({ upstreamName, name, definition, tokens }) => {
    const known = isRecord(definition) ? definition : {};
    const description = textOf(known.description);
    const rule = ruleOf(entry, upstreamName);
    const text = `${upstreamName} ${rule.renamed ?? ''} ${description}`.toLowerCase();
    return { upstreamName, name, description, definition: known, tokens, rule, text };
  });
}

/** A parameter of a tool, as far as a line can tell it. */
export interface Parameter {
  name: string;
  type: string;
  isRequired: boolean;
  description: string;
}

/** The parameters of an input schema, for reading; what is odd in it shows in the schema itself. */
export function parametersOf(schema: unknown): Parameter[] {
  if (!isRecord(schema) || !isRecord(schema.properties)) return [];
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, property]) => {
    const known = isRecord(property) ? property : {};
    return {
      name,
      type: typeOf(known),
      isRequired: required.includes(name),
      description: textOf(known.description),
    };
  });
}

function typeOf({
  type,
  items,
  enum: choices,
  const: only,
  anyOf,
  oneOf,
}: Record<string, unknown>): string {
  if (Array.isArray(choices)) return choices.map((choice) => JSON.stringify(choice)).join(' | ');
  if (only !== undefined) return JSON.stringify(only);
  if (type === 'array' && isRecord(items)) return `${typeOf(items)}[]`;
  if (Array.isArray(type)) return type.join(' | ');
  const either = anyOf ?? oneOf;
  if (Array.isArray(either)) return either.filter(isRecord).map(typeOf).join(' | ');
  return textOf(type);
}
