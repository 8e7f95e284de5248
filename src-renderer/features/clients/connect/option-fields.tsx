import { Checkbox } from '@mantine/core';
import type { TargetView, Via } from '../../../../src-shared/domain/client.ts';
import { useLive } from '../../../state/hub.tsx';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { Segments } from '../../../ui/segments.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import classes from './option-fields.module.css';
import { type ConnectOptions, duplicatesOf, isDirectNow } from './requests.ts';

interface OptionFieldsProps {
  targets: readonly TargetView[];
  options: ConnectOptions;
  onChange(options: ConnectOptions): void;
}

/** What the client is to see, and how it reaches the hub. */
export function OptionFields({ targets, options, onChange }: OptionFieldsProps) {
  const { dialog } = useMessages().clients;
  const { list } = useFormats();
  const duplicates = duplicatesOf(targets);
  const { isDirect = isDirectNow(targets), replace } = options;
  return (
    <fieldset className={classes.options} aria-label={dialog.options}>
      <ProfileField
        isMany={targets.length > 1}
        value={options.profile}
        onChange={(profile) => onChange({ ...options, profile })}
      />
      <ViaField
        targets={targets}
        value={options.via ?? 'proxy'}
        onChange={(via) => onChange({ ...options, via })}
      />
      <div className={classes.checks}>
        {duplicates.length > 0 && (
          <Checkbox
            size="xs"
            label={dialog.replace(list(duplicates))}
            checked={replace}
            onChange={({ currentTarget: { checked } }) =>
              onChange({ ...options, replace: checked })
            }
          />
        )}
        <Checkbox
          size="xs"
          label={dialog.direct}
          description={dialog.directWhy}
          classNames={{ description: classes.hint }}
          checked={isDirect}
          onChange={({ currentTarget: { checked } }) => onChange({ ...options, isDirect: checked })}
        />
      </div>
    </fieldset>
  );
}

interface ProfileFieldProps {
  isMany: boolean;
  value: string | undefined;
  onChange(profile: string | undefined): void;
}

function ProfileField({ isMany, value, onChange }: ProfileFieldProps) {
  const { dialog } = useMessages().clients;
  const { data = [] } = useHubQuery(['profiles'], (hub) => hub.profiles.list());
  const names = new Set(['default', ...data.map(({ name }) => name), ...(value ? [value] : [])]);
  const chosen = value ?? (isMany ? '' : 'default');
  return (
    <div>
      <span className={classes.label}>{dialog.profile}</span>
      <SelectField
        label={dialog.profile}
        value={chosen}
        options={[
          ...(isMany ? [{ value: '', text: dialog.profileEach }] : []),
          ...[...names].map((name) => ({ value: name, text: name })),
        ]}
        onChange={(name) => onChange(name || undefined)}
      />
    </div>
  );
}

interface ViaFieldProps {
  targets: readonly TargetView[];
  value: Via;
  onChange(via: Via): void;
}

function ViaField({ targets, value, onChange }: ViaFieldProps) {
  const { dialog } = useMessages().clients;
  const { state } = useLive();
  const isOff = state?.endpoint.http === undefined;
  const takesHttp = targets.some((target) => target.takesHttp);
  const whyNot = isOff ? dialog.httpOff : takesHttp ? '' : dialog.noHttp;
  const why = value === 'http' ? dialog.viaHttpWhy : dialog.viaProxyWhy;
  return (
    <div>
      <span className={classes.label}>{dialog.via}</span>
      {whyNot && value === 'proxy' ? (
        <p>{dialog.viaProxy}</p>
      ) : (
        <Segments
          label={dialog.via}
          options={[
            { id: 'proxy', text: dialog.viaProxy },
            { id: 'http', text: dialog.viaHttp },
          ]}
          value={value}
          onChange={onChange}
        />
      )}
      <p className={classes.hint}>{whyNot ? `${why} ${whyNot}` : why}</p>
    </div>
  );
}
