import { type Document, isAlias, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { cutForeign } from '../../../src-shared/cut-foreign.ts';
import { LoomError, type LoomErrorCode, messageOf } from '../../../src-shared/errors.ts';
import { describeIssue, withoutConsequences } from './describe-issue.ts';
import { memberOf } from './known-keys.ts';
import { locate } from './locate.ts';
import { createReporter, type Reporter } from './reporter.ts';

export interface YamlSource<Schema extends z.ZodType> {
  text: string;
  /** The file it came from, for messages. */
  file: string;
  schema: Schema;
  /** The code of the errors: whose file it is. */
  code: LoomErrorCode;
}

export type YamlReading<Value> = ParsedYaml<Value> | { ok: false; problems: LoomError[] };

export interface ParsedYaml<Value> {
  ok: true;
  value: Value;
  /** The content as written, without defaults. */
  raw: unknown;
  text: string;
  document: Document.Parsed;
  /** A complaint about the value at `path`, with its place in the file. */
  problemAt(path: readonly PropertyKey[], text: string): LoomError;
}

/**
 * Reads YAML 1.2 with merge keys and checks it against a schema. Every problem names its place in
 * the file, what was expected and what was found; values that may be secrets are never repeated.
 *
 * Where the schema wants text, a plain number or boolean is taken as it is written (`1.10` stays
 * `1.10`). A file with nothing but comments counts as an empty map.
 */
export function parseYaml<Schema extends z.ZodType>(
  source: YamlSource<Schema>,
): YamlReading<z.output<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(source.text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    merge: true,
  });
  const reporter = createReporter(source, lines);
  const broken = syntaxProblems(document, reporter);
  if (broken.length > 0) return { ok: false, problems: broken };

  const content = toContent(document, reporter);
  if (content instanceof LoomError) return { ok: false, problems: [content] };
  const { raw, checked } = checkContent(source.schema, document, content);
  if (!checked.success) {
    const findings = checked.error.issues.flatMap((issue) =>
      describeIssue(issue, source.schema, raw),
    );
    const problems = withoutConsequences(findings)
      .map((finding) => reporter.atFinding(document, finding))
      .sort(byPlace);
    return { ok: false, problems };
  }
  const problemAt = (path: readonly PropertyKey[], text: string) =>
    reporter.atFinding(document, { path: [...path], at: 'value', text });
  return { ok: true, value: checked.data, raw, text: source.text, document, problemAt };
}

function syntaxProblems(document: Document.Parsed, reporter: Reporter): LoomError[] {
  const problems = [...document.errors, ...document.warnings].map((error) =>
    reporter.atOffset(error.pos[0], plainMessage(error.code, error.message)),
  );
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return;
      const name = cutForeign(alias.source);
      const text = `unknown alias "*${name}"; there is no "&${name}" before it`;
      problems.push(reporter.atOffset(alias.range?.[0] ?? 0, text));
    },
  });
  return problems.sort(byPlace);
}

/** The parser's message, without pieces of the file, which may be secret, or its own API. */
export function plainMessage(code: string, message: string): string {
  if (code === 'UNEXPECTED_TOKEN') return 'something stands here that YAML does not allow';
  if (code === 'BAD_DIRECTIVE') return 'unknown directive after "%"';
  if (code === 'BAD_DQ_ESCAPE') return 'unknown escape sequence in a quoted text';
  if (code === 'DUPLICATE_KEY') return 'this key is here twice';
  if (code === 'NON_STRING_KEY') return 'expected a plain key';
  if (code === 'MULTIPLE_DOCS') return 'a second document starts here ("---"); only one is allowed';
  return message.charAt(0).toLowerCase() + withoutContent(message).slice(1);
}

/** What the parser quotes of a file stands behind a colon. */
function withoutContent(message: string): string {
  return message.split(':')[0] ?? '';
}

function toContent(document: Document.Parsed, reporter: Reporter): unknown {
  try {
    return document.toJS() ?? {};
  } catch (cause) {
    // Alias bombs and merge keys of something else than maps end here.
    const text = withoutContent(messageOf(cause));
    return reporter.atOffset(firstAlias(document), text);
  }
}

function firstAlias(document: Document.Parsed): number {
  let offset = 0;
  visit(document, {
    Alias: (_, alias) => {
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function checkContent<Schema extends z.ZodType>(
  schema: Schema,
  document: Document,
  raw: unknown,
): { raw: unknown; checked: z.ZodSafeParseResult<z.output<Schema>> } {
  const checked = schema.safeParse(raw);
  if (checked.success) return { raw, checked };
  const asWritten = checked.error.issues.filter((issue) => takeAsWritten(issue, document, raw));
  return { raw, checked: asWritten.length > 0 ? schema.safeParse(raw) : checked };
}

/** Puts the source of a plain number or boolean where text is expected; true where it did. */
function takeAsWritten(issue: z.core.$ZodIssue, document: Document, raw: unknown): boolean {
  if (issue.code !== 'invalid_type' || issue.expected !== 'string') return false;
  const steps = locate(document, issue.path);
  let node = steps.length > issue.path.length ? steps.at(-1)?.node : undefined;
  if (isAlias(node)) node = node.resolve(document);
  if (!isScalar(node) || node.value === null || typeof node.source !== 'string') return false;
  const parent = issue.path.slice(0, -1).reduce<unknown>(memberOf, raw);
  const key = issue.path.at(-1);
  if (typeof parent !== 'object' || parent === null || key === undefined) return false;
  (parent as Record<PropertyKey, unknown>)[key] = node.source;
  return true;
}

function byPlace(a: LoomError, b: LoomError): number {
  const lines = (a.place?.line ?? 0) - (b.place?.line ?? 0);
  return lines || (a.place?.column ?? 0) - (b.place?.column ?? 0);
}
