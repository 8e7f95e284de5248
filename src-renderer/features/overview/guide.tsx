import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../state/messages.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './guide.module.css';
import { useHasCalls } from './use-has-calls.ts';

/** The way to a first call; it goes once all three steps are done. */
export function Guide({ state }: { state: HubState }) {
  const { guide } = useMessages().overview;
  const hasServers = state.servers.length > 0;
  // The playground is a client, too, but nobody's.
  const hasClients =
    state.clients.length > 0 || state.sessions.some(({ pid }) => pid !== state.pid);
  const hasCalls = useHasCalls(state);
  if (hasCalls === undefined) return null;
  if (hasServers && hasClients && hasCalls) return null;
  return (
    <Section id="guide" title={guide.title}>
      <ol className={classes.steps}>
        <Step isDone={hasServers} title={guide.servers} why={guide.serversWhy}>
          <LinkButton to="/presets" look={hasServers ? 'normal' : 'primary'}>
            {guide.presets}
          </LinkButton>
          <LinkButton to="/servers" search={{ add: 'import' }}>
            {guide.import}
          </LinkButton>
        </Step>
        <Step isDone={hasClients} title={guide.clients} why={guide.clientsWhy}>
          <LinkButton to="/clients" look={hasServers && !hasClients ? 'primary' : 'normal'}>
            {guide.connect}
          </LinkButton>
        </Step>
        <Step isDone={hasCalls} title={guide.call} why={guide.callWhy}>
          <LinkButton to="/playground" look={hasClients && !hasCalls ? 'primary' : 'normal'}>
            {guide.playground}
          </LinkButton>
        </Step>
      </ol>
    </Section>
  );
}

interface StepProps {
  isDone: boolean;
  title: string;
  why: string;
  children: ReactNode;
}

function Step({ isDone, title, why, children }: StepProps) {
  const { guide } = useMessages().overview;
  const Icon = isDone ? IconCircleCheck : IconCircleDashed;
  return (
    <li className={classes.step} data-done={isDone || undefined}>
      <h3>
        <Icon size={16} stroke={1.5} aria-label={isDone ? guide.done : undefined} />
        {title}
      </h3>
      <p>{why}</p>
      <div className={classes.actions}>{children}</div>
    </li>
  );
}
