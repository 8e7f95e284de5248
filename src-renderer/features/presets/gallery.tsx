import { Link } from '@tanstack/react-router';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { groupPresets } from './filter-presets.ts';
import classes from './gallery.module.css';
import { useItemKeys } from './use-item-keys.ts';
import type { PresetItem } from './use-presets.ts';
import { VerifiedMark } from './verified-mark.tsx';

/** Presets by category, in as many columns as there is room for. */
export function Gallery({ presets }: { presets: readonly PresetItem[] }) {
  const { categories } = useMessages().presets;
  const keys = useItemKeys(presets.map(({ id }) => id));
  return (
    <div className={classes.gallery} {...keys.listProps}>
      {groupPresets(presets).map(([category, ofCategory]) => (
        <section key={category} aria-labelledby={`category-${category}`}>
          <h2 id={`category-${category}`}>{categories[category]}</h2>
          <ul className={classes.list}>
            {ofCategory.map((preset) => (
              <li key={preset.id} className={classes.item}>
                <Item preset={preset} linkProps={keys.linkProps(preset.id)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface ItemProps {
  preset: PresetItem;
  linkProps: ReturnType<ReturnType<typeof useItemKeys>['linkProps']>;
}

function Item({ preset, linkProps }: ItemProps) {
  const { presets: words } = useMessages();
  const { list } = useFormats();
  const { id, title, summary, verified, missingRuntimes, usedBy } = preset;
  const missing = missingRuntimes.map((one) => words.runtimes[one as keyof typeof words.runtimes]);
  return (
    <>
      <Link to={`/presets/${id}`} className={classes.title} {...linkProps}>
        {title}
      </Link>
      <VerifiedMark verified={verified} />
      <p className={classes.summary}>{summary}</p>
      {missing.length > 0 && (
        <div className={classes.note}>
          <StateMark tone="attention" word={words.missing(list(missing))} />
        </div>
      )}
      {usedBy.length > 0 && (
        <p className={classes.note}>
          {words.usedAs}{' '}
          {usedBy.map((server) => (
            <Link key={server} to={`/servers/${server}`} className={classes.server}>
              <code>{server}</code>
            </Link>
          ))}
        </p>
      )}
    </>
  );
}
