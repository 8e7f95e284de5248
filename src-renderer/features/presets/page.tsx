import { Link, useNavigate } from '@tanstack/react-router';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useUrlState } from '../../state/use-url-state.ts';
import { Button } from '../../ui/button.tsx';
import { Explained } from '../../ui/explained.tsx';
import { Failure } from '../../ui/failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { belongsTo, type Part, searchPresets } from './filter-presets.ts';
import classes from './gallery.module.css';
import { Gallery } from './gallery.tsx';
import { GalleryOutline } from './outlines.tsx';
import { PartsNav } from './parts-nav.tsx';
import { type PresetItem, usePresets } from './use-presets.ts';

/** Servers that Loom knows how to run: what there is, and what of it is here already. */
export function Page() {
  const { frame, presets: words } = useMessages();
  const { data, error, refetch } = usePresets();
  const [query, setQuery] = useUrlState('q');
  return (
    <PageFrame
      title={frame.pages.presets}
      state={data && <State presets={data} />}
      search={<SearchField value={query} onChange={setQuery} label={words.search} />}
    >
      {!data && (error ? <Failure error={error} retry={refetch} /> : <GalleryOutline />)}
      {data?.length === 0 && <Explained what={words.none} />}
      {data && data.length > 0 && <Found presets={data} query={query} />}
    </PageFrame>
  );
}

function Found({ presets, query }: { presets: readonly PresetItem[]; query: string }) {
  const { presets: words } = useMessages();
  const navigate = useNavigate();
  const [category] = useUrlState('category', 'all');
  const part: Part = isPart(category, words.categories) ? category : 'all';
  const found = searchPresets(presets, query, words.categories);
  const shown = found.filter((preset) => belongsTo(preset, part));
  return (
    <div className={classes.layout}>
      <PartsNav presets={found} current={part} />
      <div>
        {shown.length > 0 && <Gallery presets={shown} />}
        {shown.length === 0 && (
          <Explained
            what={`${words.nothingFound} ${words.own}`}
            action={
              <span style={{ display: 'flex', gap: 8 }}>
                <LinkButton to="/servers" search={{ add: 'command' }} look="primary">
                  {words.addOwn}
                </LinkButton>
                <Button onClick={() => void navigate({ to: '/presets', search: {} })}>
                  {words.showAll}
                </Button>
              </span>
            }
          />
        )}
        {shown.length > 0 && (
          <p className={classes.more}>
            {words.own}{' '}
            <Link to="/servers" search={{ add: 'command' }}>
              {words.addOwn}
            </Link>
          </p>
        )}
      </div>
    </div>
  );
}

function isPart(text: string, categories: object): text is Part {
  return text === 'all' || text === 'in-use' || Object.hasOwn(categories, text);
}

function State({ presets }: { presets: readonly PresetItem[] }) {
  const { presets: words } = useMessages();
  const { number } = useFormats();
  const used = presets.filter(({ usedBy }) => usedBy.length > 0).length;
  return (
    <>
      <Link to="/presets" search={{}}>
        {words.count(presets.length, number(presets.length))}
      </Link>
      {used > 0 && (
        <Link to="/presets" search={{ category: 'in-use' }}>
          {words.inUseCount(used, number(used))}
        </Link>
      )}
    </>
  );
}
