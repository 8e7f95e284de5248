import { Link } from '@tanstack/react-router';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { type Part, partsOf } from './filter-presets.ts';
import classes from './gallery.module.css';
import type { PresetItem } from './use-presets.ts';

interface PartsNavProps {
  presets: readonly PresetItem[];
  current: Part;
}

/** Narrows the gallery to a category; each says how many it has. */
export function PartsNav({ presets, current }: PartsNavProps) {
  const { presets: words } = useMessages();
  const { number } = useFormats();
  const nameOf = (part: Part) => {
    if (part === 'all') return words.all;
    return part === 'in-use' ? words.inUse : words.categories[part];
  };
  return (
    <nav aria-label={words.filter} className={classes.parts}>
      {partsOf(presets)
        .filter(({ part, count }) => count > 0 || part === 'all' || part === current)
        .map(({ part, count }) => (
          <Link
            key={part}
            to="/presets"
            search={(before: Record<string, unknown>) => {
              const { category: _, ...others } = before;
              return part === 'all' ? others : { ...others, category: part };
            }}
            replace
            activeOptions={{ exact: true, includeSearch: true }}
            className={classes.part}
            aria-current={part === current ? 'true' : undefined}
          >
            {nameOf(part)} <span>{number(count)}</span>
          </Link>
        ))}
    </nav>
  );
}
