import { setTimeout as delay } from 'node:timers/promises';
import type { ConfigFormat } from '../../../../src-shared/domain/client.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import { resolveLinks } from '../../platform/write-atomically.ts';
import type { Oddity } from '../editing/editor.ts';
import { editors } from '../editing/index.ts';
import { hashOf, readClientFile } from '../editing/read-client-file.ts';

/** A client's file as it is now, or as it will be after what is planned before. */
export interface OpenFile {
  /** The file that it really is, links followed. */
  realFile: string;
  /** Undefined where there is none. */
  now: { bytes: Uint8Array; text: string; hash: string } | undefined;
}

/** What is planned for files, by their real names: what comes next starts from there. */
export type Planned = Map<string, OpenFile['now']>;

/** @throws LoomError 'file-unreadable'. */
export async function openFile(path: string, planned?: Planned): Promise<OpenFile> {
  const realFile = await resolveLinks(path);
  if (planned?.has(realFile)) return { realFile, now: planned.get(realFile) };
  const file = await readClientFile(path);
  if (!file.exists) return { realFile, now: undefined };
  const { bytes, text, hash } = file;
  return { realFile: file.realPath, now: { bytes, text, hash } };
}

export function fileOf(text: string): NonNullable<OpenFile['now']> {
  const bytes = Buffer.from(text);
  return { bytes, text, hash: hashOf(bytes) };
}

export interface ParsedFile extends OpenFile {
  content: unknown;
  oddities: readonly Oddity[];
}

/** Some clients write in place, so half a file may be seen (clients.md pitfall 20). */
const attempts = 4;
const pauseMs = 50;

/**
 * Opens a file that parses.
 *
 * @throws LoomError 'file-unreadable', or 'invalid-client-file' with line and column.
 */
export async function openParsed(
  { path, format }: { path: string; format: ConfigFormat },
  planned?: Planned,
): Promise<ParsedFile> {
  for (let attempt = 1; ; attempt++) {
    const file = await openFile(path, planned);
    const reading = editors[format].read(file.now?.text ?? '');
    if (reading.ok) return { ...file, content: reading.content, oddities: reading.oddities };
    if (attempt === attempts) {
      const { reason, line, column } = reading;
      throw new LoomError('invalid-client-file', reason, { place: { file: path, line, column } });
    }
    await delay(pauseMs);
  }
}
