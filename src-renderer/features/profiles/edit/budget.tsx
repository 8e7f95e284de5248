import { useLive } from '../../../state/hub.tsx';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { Section } from '../../../ui/section.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { type SwitchedTool, sumOf } from '../tool-rows.ts';
import type { ClientLimit } from '../use-profiles.ts';
import classes from './budget.module.css';
import { Meter } from './meter.tsx';
import { entryPrefix, warningsOf } from './warnings.ts';

interface BudgetProps {
  tools: readonly SwitchedTool[];
  limits: readonly ClientLimit[];
  /** Its id; empty: none in particular. */
  client: string;
  onClient(client: string): void;
}

/** What the shown tools take of a model's context and of what a client can hold. */
export function Budget({ tools, limits, client, onClient }: BudgetProps) {
  const { profiles, common } = useMessages();
  const { budget } = profiles;
  const { number, compact } = useFormats();
  const shown = tools.filter(({ hidden }) => !hidden);
  const choices = useChoices(limits);
  const limit = limits.find((one) => one.client === client);
  const label = choices.find(([id]) => id === client)?.[1] ?? client;
  const longest = Math.max(0, ...shown.map(({ name }) => name.length + entryPrefix));
  const [tokens, all] = [sumOf(shown), sumOf(tools)];
  return (
    <Section id="budget" title={budget.title} aside={budget.aside}>
      <div className={classes.budget}>
        <div>
          <span className={classes.label}>{budget.client}</span>
          <SelectField
            label={budget.client}
            value={client}
            options={[
              { value: '', text: budget.noClient },
              ...choices.map(([value, name]) => ({ value, text: name })),
            ]}
            onChange={onClient}
          />
        </div>
        <div className={classes.meters}>
          <Meter
            label={budget.tokens}
            value={tokens}
            limit={all}
            text={
              tokens === all
                ? common.tokens(compact(tokens))
                : budget.ofAll(compact(tokens), compact(all))
            }
          />
          <Meter
            label={budget.tools}
            value={shown.length}
            limit={limit?.tools ?? tools.length}
            isLimit={limit?.tools !== undefined}
            text={budget.of(number(shown.length), number(limit?.tools ?? tools.length))}
          />
          {limit?.toolName !== undefined && (
            <Meter
              label={budget.longest}
              value={longest}
              limit={limit.toolName}
              isLimit
              text={budget.of(number(longest), number(limit.toolName))}
            />
          )}
        </div>
      </div>
      {client && <Warnings shown={shown} limit={limit} label={label} />}
    </Section>
  );
}

interface WarningsProps {
  shown: readonly SwitchedTool[];
  limit: ClientLimit | undefined;
  label: string;
}

function Warnings({ shown, limit, label }: WarningsProps) {
  const { budget } = useMessages().profiles;
  const { list, number } = useFormats();
  if (!limit) return <p className={classes.note}>{budget.noLimits(label)}</p>;
  const warnings = warningsOf(shown, limit);
  const isOver = warnings.some(({ kind }) => kind === 'over');
  const most = number(limit.tools ?? 0);
  const texts = {
    over: (count: number) => budget.over(label, most, number(count)),
    near: (count: number) => budget.near(label, most, number(count)),
  };
  return (
    <div className={classes.warnings}>
      {warnings.map((warning) => {
        const isLong = warning.kind === 'long';
        const word = isLong
          ? budget.tooLong(label, list(warning.names))
          : texts[warning.kind](warning.count);
        const tone = warning.kind === 'near' ? 'attention' : 'failed';
        return <StateMark key={warning.kind} tone={tone} word={word} />;
      })}
      {isOver && <p>{budget.tip}</p>}
      {limit.note && <p className={classes.note}>{limit.note}</p>}
    </div>
  );
}

/** Clients with limits, and those that are here, by name. */
function useChoices(limits: readonly ClientLimit[]): [id: string, label: string][] {
  const { state } = useLive();
  const known = [...limits, ...(state?.clients ?? [])];
  const labels = new Map(known.map(({ client, label }) => [client, label]));
  return [...labels].toSorted(([, a], [, b]) => a.localeCompare(b));
}
