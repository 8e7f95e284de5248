import type {
  FileChange,
  FileRefusal,
  SyncPreview,
  SyncResult,
} from '../../../src-shared/domain/client.ts';
import type { Context } from '../../context.ts';
import type { Style } from '../../output/style.ts';
import { plainText } from '../../output/style.ts';
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

function describeChange({ label, file, diff, notes, action }: FileChange, style: Style): string {
  const what = {
    none: '',
    create: ' (new file)',
    insert: '',
    replace: '',
    remove: '',
    restore: '',
    'delete-file': ' (the file goes: there was none before)',
  }[action];
  const heading = `${style('bold', label)}  ${plainText(file)}${what}`;
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

export function describeRefusals(refused: readonly FileRefusal[], { style }: Shown): string {
  return refused
    .map(({ label, file, line, column, reason, remedy }) => {
      const what = `${style('red', '✗')} ${label}: ${plainText(reason)}`;
      return `${what}\n  ${formatPlace({ file, line, column })}\n  ${style('cyan', '→')} ${plainText(remedy)}`;
    })
    .join('\n');
}

export function describeWritten(written: SyncResult['written'], { style }: Shown): string {
  if (written.length === 0) return 'Nothing was written.';
  const lines = written.map(({ label, file, journal, reload, notes }) =>
    [
      `${style('green', '✓')} ${style('bold', label)}  ${plainText(file)}  ${style('dim', `#${journal}`)}`,
      `  ${plainText(reload)}`,
      ...noteLines(notes, style),
    ].join('\n'),
  );
  const [only] = written;
  const last = written.length === 1 && only ? ` ${only.target}` : '';
  return [
    ...lines,
    `Try it: \`loom sync --verify${last}\`. Take it back: \`loom sync undo${last}\`.`,
  ].join('\n');
}
