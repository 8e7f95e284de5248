import { Link } from '@tanstack/react-router';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { type ClientRow, type Group, groupOf } from './list-rows.ts';

interface CountsProps {
  rows: readonly ClientRow[];
  group: string;
  onGroup(group: string): void;
}

/** How many are connected, are not, and need somebody; each leads to its rows. */
export function Counts({ rows, group, onGroup }: CountsProps) {
  const { counts } = useMessages().clients;
  const { number } = useFormats();
  const groups: Group[] = ['attention', 'synced', 'absent'];
  return (
    <>
      {groups.map((one) => {
        const count = rows.filter((row) => groupOf(row) === one).length;
        if (count === 0) return null;
        const isShown = group === one;
        return (
          <Link
            key={one}
            to="/clients"
            search={{ state: one }}
            aria-current={isShown ? 'true' : undefined}
          >
            {one === 'attention' ? (
              <StateMark tone="attention" word={counts.attention(count, number(count))} />
            ) : (
              counts[one](count, number(count))
            )}
          </Link>
        );
      })}
      {group && (
        <Link to="/clients" onClick={() => onGroup('')} search={{}}>
          {counts.all}
        </Link>
      )}
    </>
  );
}
