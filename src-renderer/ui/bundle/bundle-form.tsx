import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { BundleFacts } from '../../../src-shared/domain/bundle.ts';
import type { PresetParameter } from '../../../src-shared/domain/preset.ts';
import { useMessages } from '../../state/messages.tsx';
import { SlotForm } from '../slots/slot-form.tsx';
import { useAddSlots } from '../slots/use-add-slots.ts';
import type { Shown, SlotCalls } from '../slots/use-fill.ts';
import { Warning, WarningList } from '../slots/warning-list.tsx';
import classes from './bundle.module.css';
import { BundleProblems } from './bundle-problems.tsx';
import { BundleSummary } from './bundle-summary.tsx';

interface BundleFormProps {
  facts: BundleFacts;
  onAdded(server: string): void;
}

/** A bundle that was looked at: what it is, what it asks for, what would run; tried and added here. */
export function BundleForm({ facts, onAdded }: BundleFormProps) {
  const { bundles: words } = useMessages();
  const { installed } = facts;
  const update = installed.find(({ isSameAuthor }) => isSameAuthor);
  const [chosen, setChosen] = useState(update?.server ?? '');
  return (
    <div className={classes.bundle}>
      <BundleSummary facts={facts} />
      <BundleProblems facts={facts} />
      <OtherAuthors facts={facts} />
      {installed.length > 0 && (
        <NativeSelect
          label={words.target}
          value={chosen}
          data={[
            ...installed.map(({ server, version, isSame }) => ({
              value: server,
              label: isSame ? words.anew(server) : words.renew(server, version),
            })),
            { value: '', label: words.asNew },
          ]}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
      )}
      <Filling key={chosen} facts={facts} replaced={chosen} onAdded={onAdded} />
    </div>
  );
}

/** Anybody may give a bundle the name of another, and would so get its values and secrets. */
function OtherAuthors({ facts: { installed, author } }: { facts: BundleFacts }) {
  const { bundles: words } = useMessages();
  const others = installed.filter(({ isSameAuthor }) => !isSameAuthor);
  if (others.length === 0) return null;
  return (
    <WarningList name={words.otherAuthors}>
      {others.map(({ server, author: before }) => (
        <Warning key={server}>
          {before === undefined
            ? words.unknownAuthor(server)
            : words.otherAuthor({ server, before, now: author })}
        </Warning>
      ))}
    </WarningList>
  );
}

interface FillingProps extends BundleFormProps {
  /** The server that the bundle is to take the place of; empty where it is a new one. */
  replaced: string;
}

function Filling({ facts, replaced, onAdded }: FillingProps) {
  const { presets, bundles: words } = useMessages();
  const { bundle, suggestedId, installed } = facts;
  const before = installed.find(({ server }) => server === replaced);
  const calls = useMemo(() => callsOf(bundle), [bundle]);
  const add = useAddSlots(
    (hub, agreed) => hub.bundles.add({ bundle, ...agreed }),
    ({ id }) => onAdded(id),
  );
  const parameters = useMemo(
    () => facts.parameters.map((parameter) => withValue(parameter, before?.values ?? {})),
    [facts, before],
  );
  return (
    <SlotForm
      parameters={parameters}
      calls={calls}
      wantedName={suggestedId}
      replacedName={before?.server}
      add={add}
      addLabel={before ? words.replace : presets.add}
      about={(shown) => <Unpacked shown={shown} />}
    />
  );
}

function Unpacked({ shown }: { shown: Shown | undefined }) {
  const { bundles: words } = useMessages();
  const { folder, replaces } = (shown ?? {}) as { folder?: string; replaces?: string };
  if (folder === undefined) return null;
  return (
    <p className={classes.quiet}>
      {words.unpacked} <code>{folder}</code>
      {replaces !== undefined && ` ${words.replaces(replaces)}`}
    </p>
  );
}

/** What was filled in for the older one stands in the fields; secrets by their names. */
function withValue(
  parameter: PresetParameter,
  values: Readonly<Record<string, unknown>>,
): PresetParameter {
  const value = values[parameter.name];
  const isKept = ['string', 'number', 'boolean'].includes(typeof value) || Array.isArray(value);
  return isKept
    ? { ...parameter, default: value as NonNullable<typeof parameter.default> }
    : parameter;
}

function callsOf(bundle: string): SlotCalls {
  return {
    fill: (hub, filled, options) => hub.bundles.fill({ bundle, ...filled }, options),
    try: (hub, agreed, options) => hub.bundles.try({ bundle, ...agreed }, options),
  };
}
