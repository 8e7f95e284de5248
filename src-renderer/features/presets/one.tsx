import { Link, useParams } from '@tanstack/react-router';
import { parseDeepLink } from '../../../src-shared/domain/deep-link.ts';
import { useMessages } from '../../state/messages.tsx';
import { useUrlState } from '../../state/use-url-state.ts';
import { Explained } from '../../ui/explained.tsx';
import { Failure } from '../../ui/failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Added } from './one/added.tsx';
import { Facts } from './one/facts.tsx';
import classes from './one/one.module.css';
import { PresetForm } from './one/preset-form.tsx';
import { Warnings } from './one/warnings.tsx';
import { PresetOutline } from './outlines.tsx';
import { type PresetItem, usePresets } from './use-presets.ts';
import { VerifiedMark } from './verified-mark.tsx';

/** One preset: what it is, what it needs, what would run; tried and added here. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { presets: words } = useMessages();
  const { data, error, refetch } = usePresets();
  const preset = data?.find((one) => one.id === id);
  if (preset) return <PresetPage key={id} preset={preset} />;
  return (
    <PageFrame title={id}>
      {!data && (error ? <Failure error={error} retry={refetch} /> : <PresetOutline />)}
      {data && (
        <Explained
          what={words.notFound(id)}
          action={<LinkButton to="/presets">{words.toGallery}</LinkButton>}
        />
      )}
    </PageFrame>
  );
}

function PresetPage({ preset }: { preset: PresetItem }) {
  const [added, setAdded] = useUrlState('added');
  const { install } = useMessages();
  const given = useGiven(preset.id);
  return (
    <PageFrame title={preset.title} state={<State preset={preset} />}>
      <div className={classes.layout}>
        <div className={classes.main}>
          {added === '' ? (
            <>
              <p className={classes.summary}>{preset.summary}</p>
              <Warnings preset={preset} />
              {given && <p role="status">{install.filledByLink}</p>}
              <PresetForm preset={preset} given={given ?? {}} onAdded={setAdded} />
            </>
          ) : (
            <Added server={added} onAgain={() => setAdded('')} />
          )}
        </div>
        <Facts preset={preset} />
      </div>
    </PageFrame>
  );
}

/** What a `loom://` link to this preset has filled in; nothing of it is run before a person says so. */
function useGiven(id: string): Readonly<Record<string, string>> | undefined {
  const [link] = useUrlState('link');
  const parsed = link === '' ? undefined : parseDeepLink(link);
  if (!parsed?.ok || parsed.link.kind !== 'preset' || parsed.link.id !== id) return undefined;
  return parsed.link.values;
}

function State({ preset: { verified, usedBy } }: { preset: PresetItem }) {
  const { presets: words } = useMessages();
  return (
    <>
      <VerifiedMark verified={verified} />
      {usedBy.length > 0 && (
        <span>
          {words.usedAs}{' '}
          {usedBy.map((server) => (
            <Link key={server} to={`/servers/${server}`} className={classes.server}>
              <code>{server}</code>
            </Link>
          ))}
        </span>
      )}
    </>
  );
}
