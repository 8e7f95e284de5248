import { useLive } from '../../state/hub.tsx';
import { useMessages } from '../../state/messages.tsx';
import { useUrlState } from '../../state/use-url-state.ts';
import { Button } from '../../ui/button.tsx';
import { CopyLine } from '../../ui/copy-line.tsx';
import { Explained } from '../../ui/explained.tsx';
import { Failure } from '../../ui/failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';
import { groupSettings } from './group-settings.ts';
import { Outline } from './outline.tsx';
import type { Setting } from './setting.ts';
import { SettingRow } from './setting-row.tsx';
import classes from './settings.module.css';
import { useDrafts } from './use-drafts.ts';
import { useSettings } from './use-settings.ts';

/** config.yaml, key by key. */
export function HubPart({ query, onlyWaiting }: { query: string; onlyWaiting: boolean }) {
  const { settings: words } = useMessages();
  const { data, error, refetch } = useSettings();
  // Also a file that has become broken meanwhile: what was read before is not what holds.
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Outline />;
  const { file, settings } = data;
  const isWhole = query === '' && !onlyWaiting;
  return (
    <>
      {(isWhole || onlyWaiting) && (
        <div className={classes.about}>
          {isWhole && <p>{words.file}</p>}
          {isWhole && <CopyLine name={words.fileName} text={file} />}
          {settings.some(({ needsRestart }) => needsRestart) && <Restart />}
          {onlyWaiting && <LinkButton to="/settings">{words.showAll}</LinkButton>}
        </div>
      )}
      <Groups settings={settings} query={query} onlyWaiting={onlyWaiting} />
    </>
  );
}

/** By itself where its host can do that; else a person does it. */
function Restart() {
  const { settings: words } = useMessages();
  const { state } = useLive();
  const [, setRestart] = useUrlState('restart');
  if (state?.canRestart) {
    return (
      <div>
        <Button onClick={() => setRestart('ask')}>{words.restarting.now}</Button>
      </div>
    );
  }
  return (
    <p>
      {words.restart} <CopyLine name={words.restartCommand} text="loom stop && loom serve" />
    </p>
  );
}

interface GroupsProps {
  settings: readonly Setting[];
  query: string;
  onlyWaiting: boolean;
}

function Groups({ settings, query, onlyWaiting }: GroupsProps) {
  const { settings: words } = useMessages();
  const drafts = useDrafts(settings);
  const explain = (key: string) => (words.keys as Readonly<Record<string, string>>)[key] ?? '';
  const groups = groupSettings(settings, { query, onlyWaiting, explain });
  if (groups.length === 0) {
    return (
      <Explained
        what={words.nothingFound}
        // Above stands the way back from those that wait.
        action={!onlyWaiting && <LinkButton to="/settings">{words.showAll}</LinkButton>}
      />
    );
  }
  const sections = words.sections as Readonly<Record<string, { title: string; aside: string }>>;
  return groups.map(({ id, settings: inGroup }) => (
    <Section key={id} id={id} title={id} {...sections[id]}>
      <div className={classes.list}>
        {inGroup.map((setting) => (
          <SettingRow
            key={setting.key}
            setting={setting}
            explanation={explain(setting.key)}
            drafts={drafts}
          />
        ))}
      </div>
    </Section>
  ));
}
