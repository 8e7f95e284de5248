import type { Drift, TargetView } from '../../../src-shared/domain/client.ts';
import type { Messages } from '../../messages/messages.ts';
import type { Formats } from '../../state/formats.ts';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useNow } from '../../state/now.ts';
import { useTrouble } from '../../state/use-trouble.ts';
import type { Tone } from '../../ui/state-mark.tsx';
import { type ClientRow, standingOf } from './list-rows.ts';

export interface StateWords {
  tone: Tone;
  word: string;
  /** The evidence, for hover and focus. */
  why: string;
}

interface Context {
  trouble: ReturnType<typeof useTrouble>;
  words: Messages['clients'];
  formats: Formats;
  now: number;
}

/** Puts what stands in a client's file into the reader's language. */
export function useRowWords() {
  const { clients: words } = useMessages();
  const context = { words, formats: useFormats(), now: useNow(), trouble: useTrouble() };
  return {
    state: (row: ClientRow) => describeState(row, context),
    proof: (target: TargetView) => describeProof(target, context),
  };
}

function describeState(row: ClientRow, { words, formats }: Context): StateWords {
  const { target } = row;
  if (!target) {
    const isHere = row.byHand?.evidence !== undefined;
    const why = isHere ? words.why.byHand : words.why.notFoundAtAll;
    return { tone: 'off', word: isHere ? words.byHand : words.notFound, why };
  }
  const { file, state, readOnly, exists, evidence, syncedAt } = target;
  const lines = (...all: (string | undefined)[]) => all.filter(Boolean).join('\n');
  const found = evidence && words.why.found(evidence);
  switch (state.phase) {
    case 'not-installed':
      return { tone: 'off', word: words.notFound, why: words.why.notFound(file) };
    case 'absent': {
      if (readOnly !== undefined) {
        return { tone: 'off', word: words.readOnly, why: lines(readOnly, file, found) };
      }
      const what = exists ? words.why.absent(file) : words.why.noFile(file);
      return { tone: 'off', word: words.absent, why: lines(what, found) };
    }
    case 'synced': {
      const written = syncedAt !== undefined && words.why.written(formats.moment(syncedAt));
      return {
        tone: 'ok',
        word: words.synced,
        why: lines(words.why.synced(file), written || undefined),
      };
    }
    case 'drifted': {
      const say = state.how === 'missing' ? words.why.missing : words.why.changed;
      const why = say(file, formats.moment(state.since));
      return { tone: 'attention', word: words.drifted, why };
    }
    case 'other-entry': {
      const why = words.why.otherEntry(formats.list(state.names), file);
      return { tone: 'attention', word: words.otherEntry, why };
    }
    case 'unreadable':
      return {
        tone: 'failed',
        word: words.unreadable,
        why: words.why.unreadable(placeOf(target), state.reason),
      };
    default:
      return state satisfies never;
  }
}

/** Nothing to say of a file without an entry of Loom's. */
function describeProof(
  { proof, state }: TargetView,
  { words: { seen }, formats, now, trouble }: Context,
): StateWords | undefined {
  switch (proof.phase) {
    case 'none':
      if (state.phase !== 'synced') return undefined;
      return { tone: 'off', word: seen.untried, why: seen.untriedWhy };
    case 'failed': {
      const { what, detail, remedy } = trouble({ ...proof, message: proof.error });
      const said = [what, detail, remedy].filter(Boolean);
      const why = [seen.failedWhy(formats.moment(proof.at)), ...said].join('\n');
      return { tone: 'failed', word: seen.failed, why };
    }
    case 'waiting':
      return {
        tone: 'off',
        word: seen.waiting,
        why: seen.waitingWhy(formats.moment(proof.since)),
      };
    case 'verified': {
      const { at, version, era } = proof;
      const why = [
        seen.verifiedWhy(formats.moment(at)),
        version === undefined ? '' : seen.version(version),
        era === undefined ? '' : seen.era(era),
      ];
      const word = seen.verified(formats.relative(at, now));
      return { tone: 'ok', word, why: why.filter(Boolean).join('\n') };
    }
    default:
      return proof satisfies never;
  }
}

/** `file:line:column`, as far as it is known. */
export function placeOf({ file, state }: TargetView): string {
  const { line, column } = state.phase === 'unreadable' ? state : {};
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

/** What a drift did, and who perhaps did it; the file is between backticks. */
export function driftText(
  { how, file, suspects = [], outcome }: Pick<Drift, 'how' | 'file'> & Partial<Drift>,
  { trouble }: Messages['clients'],
  { list }: Pick<Formats, 'list'>,
): string {
  const what = (how === 'changed' ? trouble.changed : trouble.missing)(`\`${file}\``);
  const by = suspects.length > 0 ? ` ${trouble.suspects(list(suspects))}` : '';
  return outcome === 'gave-up' ? `${what}${by} ${trouble.gaveUp}` : `${what}${by}`;
}

/** For sorting: what needs a person first. */
export function standingRank(row: ClientRow): number {
  const order = [
    'unreadable',
    'drifted',
    'other-entry',
    'absent',
    'synced',
    'read-only',
    'by-hand',
    'not-installed',
  ];
  return order.indexOf(standingOf(row));
}
