/**
 * Remembers on disk which children run, so that the next hub can end those that outlived a hub that
 * was killed. (Most end by themselves then, because their stdin closes.) A number alone proves
 * nothing, it may be a stranger's by now: the start time that is kept with it does.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { endGroup } from './process-group.ts';
import {
  findProcess,
  findProcessNow,
  listProcesses,
  type ProcessInfo,
  readBootId,
} from './process-table.ts';
import { writeAtomicallySync } from './write-atomically.ts';

const RecordedChild = z.object({
  pid: z.int().positive(),
  /** See `ProcessInfo`. */
  start: z.number(),
  /** For the log; without arguments, which may hold anything. */
  command: z.string(),
});
const RecordFile = z.object({ boot: z.string(), children: z.array(RecordedChild) });

export type RecordedChild = z.output<typeof RecordedChild>;

export interface ChildRecord {
  /** To be called right after the spawn of a child that leads its own process group. */
  add(pid: number, command: string): void;
  /** To be called when nothing is left of it. */
  remove(pid: number): void;
}

export interface OpenChildRecord extends ChildRecord {
  /**
   * Ends what an earlier hub left behind: TERM, wait, KILL, for whole groups. Only for the hub that
   * holds the socket: another one's children are no leftovers. May take seconds; nobody has to wait.
   *
   * @returns what was ended.
   */
  endLeftovers(waitMs?: number): Promise<RecordedChild[]>;
}

/**
 * Opens the record; the file need not exist.
 *
 * @param onProblem - told of an unreadable file, and once of an unwritable one: neither hinders work.
 */
export function openChildRecord(
  file: string,
  onProblem: (error: LoomError) => void,
): OpenChildRecord {
  const boot = readBootId();
  const leftovers = new Map(
    readLeftovers(file, boot, onProblem).map((child) => [child.pid, child]),
  );
  const running = new Map<number, RecordedChild | undefined>();
  let complained = false;

  function save(): void {
    const children = [...leftovers.values(), ...running.values()].filter((child) => child);
    try {
      writeAtomicallySync(file, `${JSON.stringify({ boot, children })}\n`);
    } catch (error) {
      if (!complained) onProblem(toLoomError(error));
      complained = true;
    }
  }

  async function recordStart(pid: number, command: string): Promise<void> {
    const found = await findProcess(pid);
    if (found && running.has(pid)) book(found, command);
  }

  function book({ pid, start }: ProcessInfo, command: string): void {
    running.set(pid, { pid, start, command });
    save();
  }

  async function endOne(child: RecordedChild, table: readonly ProcessInfo[], waitMs: number) {
    const ours = isStillOurs(child, table);
    if (ours && !(await endGroup(child.pid, waitMs))) return [];
    leftovers.delete(child.pid);
    save();
    return ours ? [child] : [];
  }

  return {
    add(pid, command) {
      leftovers.delete(pid);
      running.set(pid, undefined);
      // A hub may be killed at any moment, and what is not written down by then is left behind.
      const found = findProcessNow(pid);
      if (found) book(found, command);
      else recordStart(pid, command).catch((error: unknown) => onProblem(toLoomError(error)));
    },
    remove(pid) {
      const recorded = running.get(pid);
      running.delete(pid);
      if (recorded) save();
    },
    async endLeftovers(waitMs = 2_000) {
      if (leftovers.size === 0) return [];
      const table = await listProcesses();
      const children = [...leftovers.values()];
      return (await Promise.all(children.map((child) => endOne(child, table, waitMs)))).flat();
    },
  };
}

/**
 * Whether what bears the recorded number is what we started.
 *
 * The leader lives: its start time tells. Had the number been given to another process, our group
 * would be gone, too: the kernel gives away no number that a living group bears.
 *
 * The leader is gone, and a group of its number lives: it is ours, unless all of ours had ended, the
 * numbers went round, a stranger got just this one, led a group and left it. Such a group cannot be
 * told apart for certain, but it has to pass two signs, or nothing is touched: our children lead a
 * session, too (a shell's jobs do not), and no member can be older than our leader was.
 */
export function isStillOurs(child: RecordedChild, table: readonly ProcessInfo[]): boolean {
  const leader = table.find((info) => info.pid === child.pid);
  if (leader && leader.start !== child.start) return false;
  const members = table.filter((info) => info.group === child.pid && !info.zombie);
  return members.length > 0 && members.every((member) => couldDescendFrom(child, member));
}

function couldDescendFrom(child: RecordedChild, member: ProcessInfo): boolean {
  return member.start >= child.start && (member.session ?? child.pid) === child.pid;
}

function readLeftovers(
  file: string,
  boot: string,
  onProblem: (error: LoomError) => void,
): RecordedChild[] {
  try {
    const record = readRecord(file);
    // Nothing outlives a boot, and start times are counted from it.
    return record?.boot === boot ? record.children : [];
  } catch (error) {
    onProblem(toLoomError(error));
    return [];
  }
}

function readRecord(file: string): z.output<typeof RecordFile> | undefined {
  try {
    return RecordFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new LoomError(
      'file-unreadable',
      `${file}, the record of running servers, is unreadable.`,
      {
        place: { file },
        remedy:
          'It is written anew. Servers that an earlier hub left running must be ended by hand.',
        cause,
      },
    );
  }
}
