import {
  parseString,
  parseText,
  type Span,
  scanObject,
} from '../../../src-shared/wire/json-scan.ts';
import { decodeHeaderValue } from '../mcp/header-values.ts';
import type { HeaderParam } from './header-params.ts';

/**
 * What the arguments of a call say for the tool's header parameters (header-params.ts), read from the
 * raw bytes. As in the official SDK the value's own kind decides: a string, a number or a boolean is
 * mirrored whatever type is declared, an object or an array is not; to refuse a value of the wrong type
 * is left to the tool. Null and absent values have no header.
 *
 * Unlike the SDK, which leaves such headers out, this fails where a number is out of JavaScript's safe
 * range, which the specification forbids, and where a name stands there twice: parsers disagree on
 * which of the two counts, so header and body could mean different things.
 */

export type MirroredValues =
  | {
      ok: true;
      /** Texts by the header's name behind `Mcp-Param-`, not encoded yet. */
      values: Readonly<Record<string, string>>;
    }
  | { ok: false; reason: string };

/** @param args - the value of `arguments`, where there is one. */
export function mirroredParams(
  params: readonly HeaderParam[],
  bytes: Uint8Array,
  args: Span | undefined,
): MirroredValues {
  const values: [string, string][] = [];
  for (const reading of readValues(params, bytes, args)) {
    if (reading.problem) return { ok: false, reason: reading.problem };
    if (reading.text !== undefined) values.push([reading.param.header, reading.text]);
  }
  // Any token may be a header's name, "__proto__" too.
  return { ok: true, values: Object.fromEntries(values) };
}

/** The arguments of a call, and the value of a header by its name behind `Mcp-Param-`. */
export interface CallParts {
  bytes: Uint8Array;
  args: Span | undefined;
  header(name: string): string | undefined;
}

/** A header that does not say what the body says. */
export interface ParamMismatch {
  header: string;
  /** What the body says, in words. */
  body: string;
}

export type Agreement =
  | { ok: true }
  /** `reason` where no header could be right, `mismatch` where one is wrong. */
  | { ok: false; reason: string }
  | { ok: false; mismatch: ParamMismatch };

/**
 * Whether the headers of a call say what its arguments say (2026-07-28 transports/streamable-http,
 * "Server Behavior for Custom Headers"). Integers are compared as numbers. As in the official SDK a
 * header is ignored where the value is null or absent: nothing looks at it any more.
 */
export function headersAgree(
  params: readonly HeaderParam[],
  { bytes, args, header }: CallParts,
): Agreement {
  for (const { param, text, isNumber, problem } of readValues(params, bytes, args)) {
    if (problem) return { ok: false, reason: problem };
    if (text === undefined) continue;
    const sent = header(param.header);
    const decoded = sent === undefined ? undefined : decodeHeaderValue(sent);
    const agrees = decoded === text || (isNumber && isSameNumber(param, decoded, text));
    if (agrees) continue;
    const body = `the argument ${param.path.join('.')} is "${text}"`;
    return { ok: false, mismatch: { header: `Mcp-Param-${param.header}`, body } };
  }
  return { ok: true };
}

const decimal = /^-?\d+(\.\d+)?$/;

function isSameNumber({ type }: HeaderParam, header = '', argument: string): boolean {
  return type === 'integer' && decimal.test(header) && Number(header) === Number(argument);
}

/** The value of one parameter in the arguments of one call. */
interface Reading {
  param: HeaderParam;
  /** Undefined where no header is expected. */
  text?: string | undefined;
  isNumber?: boolean;
  /** Why there can be no header for it. */
  problem?: string;
}

function readValues(
  params: readonly HeaderParam[],
  bytes: Uint8Array,
  args: Span | undefined,
): Reading[] {
  const search: Search = { bytes, found: new Map(), twice: new Set() };
  if (args) locate(search, args, { params, depth: 0 });
  return params.map((param) => readValue(search, param));
}

interface Search {
  bytes: Uint8Array;
  found: Map<HeaderParam, Span>;
  twice: Set<HeaderParam>;
}

/** Parameters whose paths are the same down to an object. */
interface Branch {
  params: readonly HeaderParam[];
  depth: number;
}

function locate(search: Search, object: Span, { params, depth }: Branch): void {
  const { bytes, found, twice } = search;
  const met = new Set<HeaderParam>();
  scanObject(bytes, object.start, (keyStart, keyEnd, value) => {
    const key = parseString(bytes, { start: keyStart - 1, end: keyEnd + 1 });
    const deeper: HeaderParam[] = [];
    for (const param of params) {
      if (param.path[depth] !== key) continue;
      if (met.has(param)) twice.add(param);
      met.add(param);
      if (param.path.length > depth + 1) deeper.push(param);
      else found.set(param, value);
    }
    if (deeper.length > 0) locate(search, value, { params: deeper, depth: depth + 1 });
  });
}

function readValue({ bytes, found, twice }: Search, param: HeaderParam): Reading {
  const name = param.path.join('.');
  if (twice.has(param)) return { param, problem: `the argument ${name} stands there twice` };
  const span = found.get(param);
  const value = span && parseScalar(bytes, span);
  if (typeof value !== 'number') {
    return { param, text: typeof value === 'boolean' ? String(value) : value };
  }
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return { param, problem: `the argument ${name} is out of the range for headers` };
  }
  return { param, text: String(value), isNumber: true };
}

/** Undefined for null, objects and arrays, which may be large. */
function parseScalar(bytes: Uint8Array, span: Span): string | number | boolean | undefined {
  const first = bytes[span.start];
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return undefined;
  const value = parseText(bytes, span);
  const isScalar =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isScalar ? value : undefined;
}

const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
