import { mostInBatch } from '../../src-shared/wire/frame.ts';
import { keyIs, parseString, scanArray, scanObject } from '../../src-shared/wire/json-scan.ts';
import { skipSpace } from '../../src-shared/wire/skip-value.ts';
import { type Envelope, toEnvelope, valueText } from './envelope.ts';
import { joinLine, type Line, lineLength } from './line-filter.ts';
import { readEdges } from './read-edges.ts';

/** Up to this many bytes a line is read whole; of longer ones the two ends usually tell enough. */
const readWhole = 8 * 1024;
const OPEN_BRACKET = 0x5b;

/** The messages of a line: one, several in a batch (2025-03-26), none where it is not JSON-RPC. */
export function readEnvelopes(line: Line): Envelope[] {
  const edges = lineLength(line) > readWhole ? readEdges(line) : undefined;
  if (edges) return [edges];
  // To JSON its newline is but space.
  const bytes = line.length === 1 ? (line[0] as Buffer) : joinLine(line);
  const start = skipSpace(bytes, 0);
  if (bytes[start] !== OPEN_BRACKET) {
    const envelope = readMessage(bytes, start);
    return envelope ? [envelope] : [];
  }
  const spans = scanArray(bytes, start, mostInBatch) ?? [];
  return spans.flatMap((span) => readMessage(bytes, span.start) ?? []);
}

/**
 * Less strict than the hub, which says what is wrong with a message: here the worst that can come
 * of a strange one is an error that its sender does not expect.
 */
function readMessage(bytes: Buffer, start: number): Envelope | undefined {
  let id: string | undefined;
  let method: string | undefined;
  const end = scanObject(bytes, start, (keyStart, keyEnd, value) => {
    if (keyIs(bytes, keyStart, keyEnd, 'id')) id = valueText(bytes, value);
    else if (keyIs(bytes, keyStart, keyEnd, 'method')) method = parseString(bytes, value);
  });
  return end < 0 ? undefined : toEnvelope(id, method);
}
