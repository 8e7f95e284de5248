import type {
  FileChange,
  FileRefusal,
  SyncPreview,
  SyncResult,
} from '../../../src-shared/domain/client.ts';
import { reloadNotes } from '../../../src-shared/reload-notes.ts';
import type { Context } from '../../context.ts';
import type { Style } from '../../output/style.ts';
import { plainText } from '../../output/style.ts';
import { countOf } from '../../output/units.ts';
import { formatPlace } from '../../report-failure.ts';

type Shown = Pick<Context, 'style'>;

/** Every change with its diff, then what is as it should be, then what is left alone and why. */
export function describePreview({ changes, refused }: SyncPreview, { style }: Shown): string {
  const due = changes.filter(({ action }) => action !== 'none');
  const done = changes.filter(({ action }) => action === 'none');
  const sections = [
    ...due.map((change) => describeChange(change, style)),
    done.map((change) => describeDone(change, style)).join('\n'),
    describeRefusals(refused, { style }),
  ].filter(Boolean);
  return sections.length > 0
    ? sections.join('\n\n')
    : 'No client was found here. `loom sync --status` shows the clients that Loom knows.';
}

/** The diff names the file. */
function describeChange({ label, diff, notes, action }: FileChange, style: Style): string {
  const what = {
    none: '',
    create: ' (new file)',
    insert: '',
    replace: '',
    remove: '',
    restore: '',
    'delete-file': ' (the file goes: there was none before)',
  }[action];
  const heading = `${style('bold', label)}${what}`;
  return [heading, colourDiff(diff, style), ...noteLines(notes, style)].filter(Boolean).join('\n');
}

function describeDone({ label, file, notes }: FileChange, style: Style): string {
  const line = `${style('green', '✓')} ${label}: nothing to do in ${plainText(file)}`;
  return [line, ...noteLines(notes, style)].join('\n');
}

function noteLines(notes: readonly string[], style: Style): string[] {
  return notes.map((note) => `  ${style('yellow', '!')} ${plainText(note)}`);
}

/** A unified diff as `git diff` colours it. */
function colourDiff(diff: string, style: Style): string {
  return plainText(diff)
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (line.startsWith('@@')) return style('cyan', line);
      if (/^(---|\+\+\+) /.test(line)) return style('dim', line);
      if (line.startsWith('+')) return style('green', line);
      return line.startsWith('-') ? style('red', line) : line;
    })
    .join('\n');
}

/** A profile that does not exist does so for all files; any other reason is one file's own. */
export function describeRefusals(refused: readonly FileRefusal[], { style }: Shown): string {
  const groups = Map.groupBy(refused, (refusal) =>
    refusal.code === 'unknown-profile' ? refusal.code : refusal,
  );
  return [...groups.values()]
    .flatMap(([first, ...others]) => {
      if (!first) return [];
      const { label, reason, remedy } = first;
      const who = others.length > 0 ? `${label} and ${countOf(others.length, 'other')}` : label;
      const places = others.length > 0 ? [] : [`  ${formatPlace(first)}`];
      return [
        `${style('red', '✗')} ${who}: ${plainText(reason)}`,
        ...places,
        `  ${style('cyan', '→')} ${plainText(remedy)}`,
      ];
    })
    .join('\n');
}

/** One line for each file and one on what its client needs; notes that the preview had are known. */
export function describeWritten(
  written: SyncResult['written'],
  { changes }: Pick<SyncPreview, 'changes'>,
  { style }: Shown,
): string {
  if (written.length === 0) return 'Nothing was written.';
  const known = new Set(changes.flatMap(({ notes }) => notes));
  return written
    .flatMap(({ label, file, journal, reload, notes }) => [
      `${style('green', '✓')} ${style('bold', label)}  ${plainText(file)}  ${style('dim', `#${journal}`)}`,
      ...(reload ? [`  ${plainText(reloadNotes[reload])}`] : []),
      ...noteLines(
        notes.filter((note) => !known.has(note)),
        style,
      ),
    ])
    .join('\n');
}

/** What to do next; empty where nothing was written. */
export function adviseAfterSync(
  [first, ...others]: SyncResult['written'],
  isRemoved: boolean,
): string {
  if (!first) return '';
  const which = others.length === 0 ? ` ${first.target}` : '';
  const proof = isRemoved ? '' : `Try it: \`loom sync --verify${which}\`. `;
  return `${proof}Take it back: \`loom sync undo${which}\`.`;
}
