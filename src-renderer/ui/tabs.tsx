import { Link } from '@tanstack/react-router';
import { useFormats } from '../state/messages.tsx';
import classes from './tabs.module.css';

interface TabsProps<Id extends string> {
  label: string;
  /** The page's address; the first tab is the page without a query, others are `?tab=`. */
  to: string;
  tabs: readonly { id: Id; text: string; count?: number | undefined }[];
  current: NoInfer<Id>;
}

/** The parts of a page, each at an address of its own. */
export function Tabs<Id extends string>({ label, to, tabs, current }: TabsProps<Id>) {
  const { number } = useFormats();
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map(({ id, text, count }, place) => (
        <Link
          key={id}
          to={to}
          search={place === 0 ? {} : { tab: id }}
          replace
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={id === current ? 'page' : undefined}
        >
          {text}
          {count !== undefined && <span>{number(count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
