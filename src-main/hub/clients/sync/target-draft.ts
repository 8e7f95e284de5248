import type { FileChange, SyncRequest } from '../../../../src-shared/domain/client.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { KeyPath } from '../client.ts';
import { editors } from '../editing/index.ts';
import type { FoundTarget } from '../find-targets.ts';
import { agrees, isObject } from './agrees.ts';
import { describeEdits } from './describe-edits.ts';
import { describeOddities } from './describe-oddities.ts';
import { type Duplicate, findDuplicates, keepExact } from './find-duplicates.ts';
import { loomName } from './loom-entry.ts';
import { maskDiff } from './mask-diff.ts';
import { fileOf, type OpenFile, type openParsed } from './open-file.ts';
import type { PlanContext, PlannedChange } from './planned-change.ts';
import { type EntriesInFile, readEntries } from './read-entries.ts';
import { findRestorable, type Restorable } from './restorable.ts';
import { secretLines } from './secret-lines.ts';
import type { SyncedTarget, WrittenEntry } from './synced-target.ts';
import { TextEdits } from './text-edits.ts';
import { entryPath, valueAt } from './value-at.ts';
import { type WantedEntries, type WantedEntry, wantedEntries, wishesOf } from './wanted-entries.ts';

export interface Given {
  key: string;
  record: SyncedTarget | undefined;
  file: Awaited<ReturnType<typeof openParsed>>;
}

/** The plan for one target on its way. */
export class TargetDraft {
  readonly #found: FoundTarget;
  readonly #context: PlanContext;
  readonly #given: Given;
  readonly #edits: TextEdits;
  readonly #notes: string[] = [];
  /** Names of wanted entries that somebody else wrote. */
  readonly #theirs = new Set<string>();
  /** As they stood before. */
  readonly #entries: EntriesInFile;
  #wanted: WantedEntries = { entries: [], via: 'proxy', notes: [], left: [] };
  #restorable: Restorable | undefined;

  constructor(found: FoundTarget, context: PlanContext, given: Given) {
    this.#found = found;
    this.#context = context;
    this.#given = given;
    const { target, accepts } = found;
    const text = given.file.now?.text ?? '';
    const dropsMark = text.startsWith('\uFEFF') && !accepts.bom && !context.request.remove;
    const editor = editors[target.format];
    const { content } = given.file;
    const from = { editor, file: target.path, parsed: { content } };
    this.#edits = new TextEdits(dropsMark ? text.slice(1) : text, from);
    this.#entries = readEntries(content, found, context.parts);
  }

  async putAll(): Promise<void> {
    const { request, parts, machine } = this.#context;
    const wishes = wishesOf(request, this.#given.record);
    this.#wanted = await wantedEntries(this.#found, wishes, { parts, machine });
    const names = new Set(this.#wanted.entries.map(({ name }) => name));
    this.#removeEarlier(names);
    for (const entry of this.#wanted.entries) this.#put(entry);
    if (wishes.mode === 'loom') await this.#lookAtOthers(wishes.profile, request.replace === true);
    const { extraEdits } = this.#found.client;
    for (const name of names) {
      // Not asked of clients that have none: the file may have to be parsed for it.
      const extra = extraEdits ? extraEdits(this.#edits.content(), name) : [];
      for (const { appendTo, value, why } of extra) {
        if (this.#edits.append(appendTo, value)) this.#notes.push(why);
      }
    }
  }

  async removeAll(): Promise<void> {
    const { parts } = this.#context;
    const { file, key } = this.#given;
    this.#restorable = file.now && (await findRestorable({ file, key }, parts.store));
    this.#removeEarlier(new Set());
    if (this.#entries.loom.includes(loomName)) this.#remove(loomName);
    // What an allow list got with the entry goes with it.
    for (const { path, after, inList } of parts.store
      .writes({ realFile: file.realFile })
      .filter((write) => write.key === key)
      .flatMap(({ touched }) => touched)) {
      if (inList && after !== undefined) this.#edits.takeOut(path, after);
    }
    const others = this.#entries.loom.filter((name) => name !== loomName);
    if (others.length > 0) {
      this.#notes.push(`${others.join(', ')} reaches Loom as well, and is not Loom's to remove.`);
    }
  }

  finish(): PlannedChange {
    const { target } = this.#found;
    const { file, key } = this.#given;
    const before = file.now;
    const after = this.#after();
    const isSame = before?.hash === after?.hash;
    const action = this.#action(isSame);
    const what = describeEdits(this.#edits.touched, action);
    const change: FileChange = {
      target: target.id,
      label: target.label,
      file: target.path,
      action,
      ...(before && { before: before.hash }),
      ...(after && { after: after.hash }),
      diff: isSame ? '' : this.#diff(after?.text),
      notes: [...this.#wanted.notes, ...this.#notes, ...this.#dislikes(), ...this.#general(isSame)],
    };
    const about = { target: target.id, label: target.label, file: target.path };
    const left = this.#wanted.left.map((why) => ({ ...about, ...why }));
    return {
      ...{ found: this.#found, key, change, realFile: file.realFile, before, after },
      ...{ touched: this.#edits.touched, what, record: this.#record(), left },
      emptied: after ? [] : (this.#restorable?.folders ?? []),
    };
  }

  /** What Loom wrote and does not want any more, as long as it still says what Loom wrote. */
  #removeEarlier(names: ReadonlySet<string>): void {
    for (const { name, value, isTheirs } of this.#given.record?.entries ?? []) {
      const standing = this.#standing(name);
      if (isTheirs || names.has(name) || standing === undefined) continue;
      const isLooms = agrees(standing, value) || this.#entries.loom.includes(name);
      if (isLooms) this.#remove(name);
      else this.#notes.push(`${name} was changed since, and stays.`);
    }
  }

  #put({ name, value, foreign }: WantedEntry): void {
    const standing = this.#standing(name);
    const recorded = this.#given.record?.entries.find((entry) => entry.name === name);
    const own = recorded?.isTheirs ? undefined : recorded;
    const isOwn = own !== undefined || (name === loomName && this.#entries.loom.includes(name));
    if (standing !== undefined && standing !== null && !isOwn && !agrees(standing, value)) {
      throw this.#taken(name);
    }
    if (isObject(standing) && !isOwn && name !== loomName) this.#theirs.add(name);
    const former = Object.keys((own?.value as object | undefined) ?? {});
    const gone = former.filter((key) => !Object.hasOwn(value, key));
    this.#edits.putEntry(this.#path(name), value, [...new Set([...foreign, ...gone])]);
  }

  #remove(name: string): void {
    this.#edits.remove(this.#path(name));
  }

  async #lookAtOthers(profile: string | undefined, replace: boolean): Promise<void> {
    const { machine, parts } = this.#context;
    const search = { profile, machine, parts };
    const duplicates = findDuplicates(this.#entries.servers, search);
    const going = replace ? await keepExact(duplicates, search) : [];
    for (const { server } of going) this.#remove(server.name);
    const gone = new Set(going.map(({ server }) => server));
    const staying = duplicates.filter(({ server }) => !gone.has(server));
    this.#notes.push(...staying.map(replace ? notTheSame : twice));
    const others = this.#entries.loom.filter((name) => name !== loomName);
    if (others.length > 0) {
      const names = others.join(', ');
      this.#notes.push(`${names} reaches Loom, too: this client gets every tool twice.`);
    }
  }

  #after(): OpenFile['now'] {
    const { now } = this.#given.file;
    const { text } = this.#edits;
    if (this.#restorable && text !== now?.text) return this.#restorable.file;
    if (now && text === now.text) return now;
    return !now && text === '' ? undefined : fileOf(text);
  }

  #action(isSame: boolean): FileChange['action'] {
    if (isSame) return 'none';
    const { now } = this.#given.file;
    if (this.#context.request.remove) return this.#after() ? 'remove' : 'delete-file';
    if (!now || now.text.trim() === '') return 'create';
    const { touched } = this.#edits;
    return touched.some(({ before }) => before === undefined) ? 'insert' : 'replace';
  }

  #diff(after: string | undefined): string {
    const { file } = this.#given;
    const { path } = this.#found.target;
    const secrets = [...this.#entries.secrets, ...secretLines(file.content)];
    return maskDiff({ file: path, before: file.now?.text, after, secrets });
  }

  #dislikes(): string[] {
    const { oddities } = this.#given.file;
    return this.#context.request.remove ? [] : describeOddities(oddities, this.#found);
  }

  /** What is to be known before an entry is first used. */
  #general(isSame: boolean): readonly string[] {
    return isSame || this.#context.request.remove ? [] : this.#found.notes;
  }

  #record(): SyncedTarget | undefined {
    const { request, parts } = this.#context;
    const { key, record } = this.#given;
    const { entries, via } = this.#wanted;
    if (entries.length === 0) return undefined;
    const { profile, mode } = wishesOf(request, record);
    const { target, client } = this.#found;
    const isKept = record !== undefined && this.#edits.touched.length === 0;
    return {
      ...{ key, target: target.id, client: client.id, label: target.label, file: target.path },
      ...{ root: target.root, via, mode, where: whereOf(request) },
      entries: entries.map((entry) => this.#written(entry)),
      ...(profile !== undefined && { profile }),
      at: isKept ? record.at : (parts.now?.() ?? Date.now()),
      proof: isKept ? record.proof : { phase: 'none' },
    };
  }

  #written({ name, value }: WantedEntry): WrittenEntry {
    return { name, value, ...(this.#theirs.has(name) && { isTheirs: true }) };
  }

  #standing(name: string): unknown {
    return valueAt(this.#edits.content(), this.#path(name));
  }

  #path(name: string): KeyPath {
    return entryPath(this.#found.target, name);
  }

  #taken(name: string): LoomError {
    const { path } = this.#found.target;
    const text = `there is an entry "${name}" already, and it is not Loom's`;
    const remedy = 'Give that entry another name in the file, then sync again.';
    return new LoomError('name-taken', text, {
      place: { file: path },
      remedy,
      remedyId: 'choose-name',
    });
  }
}

function twice({ server: { name }, servedAs }: Duplicate): string {
  const as = name === servedAs ? '' : ` as ${servedAs}`;
  return `${name} stands here, and Loom serves it${as}: its tools appear twice. --replace removes it.`;
}

function notTheSame({ server: { name }, servedAs }: Duplicate): string {
  return `${name} stays: ${servedAs} in Loom is not quite the same. \`loom import\` shows both.`;
}

function whereOf({ project, env }: SyncRequest): SyncedTarget['where'] {
  return { ...(project !== undefined && { project }), ...(env && { env }) };
}
