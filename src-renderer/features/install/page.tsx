import { Navigate, useNavigate } from '@tanstack/react-router';
import {
  isDeepLink,
  type LinkRefusal,
  parseDeepLink,
} from '../../../src-shared/domain/deep-link.ts';
import { useMessages } from '../../state/messages.tsx';
import { useUrlState } from '../../state/use-url-state.ts';
import { Explained } from '../../ui/explained.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Added } from './added.tsx';
import { AskedServer } from './asked-server.tsx';
import { BundlePart } from './bundle/bundle-part.tsx';
import { Refused } from './refused.tsx';

/** What a link or a file wants to add: shown in full, and added only when a person says so. */
export function Page() {
  const { install: words } = useMessages();
  return (
    <PageFrame title={words.title}>
      <Content />
    </PageFrame>
  );
}

function Content() {
  const [link] = useUrlState('link');
  const [refused] = useUrlState('refused');
  const [bundle] = useUrlState('bundle');
  const [added] = useUrlState('added');
  const navigate = useNavigate();
  // What was asked goes from the address: it may have held a secret.
  const setAdded = (server: string) =>
    void navigate({ to: '/install', search: { added: server }, replace: true });
  if (added !== '') return <Added server={added} />;
  if (refused !== '') return <Refused reason={refused as LinkRefusal} />;
  if (link !== '') return <Linked link={link} onAdded={setAdded} />;
  if (bundle !== '') return <BundlePart key={bundle} id={bundle} onAdded={setAdded} />;
  return <Nothing />;
}

interface LinkedProps {
  link: string;
  onAdded(server: string): void;
}

function Linked({ link, onAdded }: LinkedProps) {
  const parsed = isDeepLink(link) ? parseDeepLink(link) : undefined;
  if (!parsed?.ok) return <Refused reason={parsed?.reason ?? 'no-link'} />;
  const asked = parsed.link;
  if (asked.kind === 'preset') {
    return <Navigate to={`/presets/${asked.id}`} search={{ link }} replace />;
  }
  return <AskedServer key={link} asked={asked} onAdded={onAdded} />;
}

function Nothing() {
  const { install: words, servers } = useMessages();
  return (
    <Explained
      what={words.nothing}
      action={
        <LinkButton to="/servers" search={{ add: 'command' }}>
          {servers.add}
        </LinkButton>
      }
    />
  );
}
