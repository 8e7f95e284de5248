import { useMediaQuery } from '@mantine/hooks';
import { useMessages } from '../../../state/messages.tsx';
import { DiffView } from '../../../ui/diff-view.tsx';
import { SideBySide } from '../../../ui/side-by-side.tsx';

/** A change in two columns where there is room for them, else in one. */
export function Diff({ diff, label }: { diff: string; label: string }) {
  const { changes } = useMessages().clients;
  const isWide = useMediaQuery('(min-width: 1100px)', undefined, {
    getInitialValueInEffect: false,
  });
  if (diff === '') return null;
  // The file's name stands above it.
  if (!isWide) return <DiffView diff={diff.replace(/^--- .*\n\+\+\+ .*\n/, '')} />;
  return <SideBySide diff={diff} label={label} before={changes.before} after={changes.after} />;
}
