import { Link } from '@tanstack/react-router';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { useUrlState } from '../../state/use-url-state.ts';
import { Button } from '../../ui/button.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { RekeyDialog } from './rekey-dialog.tsx';
import { SecretsTab } from './secrets-tab.tsx';
import { TokensTab } from './tokens/tokens-tab.tsx';
import { useSecrets, useTokens } from './use-lists.ts';

const tabs = ['secrets', 'tokens'] as const;
type Tab = (typeof tabs)[number];

/** What servers need to get in elsewhere, and what clients need to get in here. */
export function Page() {
  const { frame, secrets: words } = useMessages();
  const [query, setQuery] = useUrlState('q');
  const [wanted] = useUrlState('tab', 'secrets');
  const [adding, setAdding] = useUrlState('add');
  const isFile = useHubQuery(['secrets', 'store'], (hub) => hub.secrets.store()).data?.isFile;
  const tab: Tab = wanted === 'tokens' ? 'tokens' : 'secrets';
  const isTokens = tab === 'tokens';
  return (
    <PageFrame
      title={frame.pages.secrets}
      wide
      state={<State />}
      search={
        <SearchField
          value={query}
          onChange={setQuery}
          label={isTokens ? words.searchTokens : words.search}
        />
      }
      actions={
        <>
          {!isTokens && isFile && (
            <Button onClick={() => setAdding('key')}>{words.rekey.open}</Button>
          )}
          <Button look="primary" onClick={() => setAdding(isTokens ? 'token' : 'secret')}>
            {isTokens ? words.tokens.create : words.add}
          </Button>
        </>
      }
    >
      <SecretTabs current={tab} />
      {isTokens ? <TokensTab query={query} /> : <SecretsTab query={query} />}
      {adding === 'key' && isFile && <RekeyDialog onClose={() => setAdding('')} />}
    </PageFrame>
  );
}

function State() {
  const { secrets: words } = useMessages();
  const { number } = useFormats();
  const missing = useSecrets().data?.filter(({ source }) => source === 'missing').length ?? 0;
  if (missing === 0) return null;
  return (
    <Link to="/secrets" search={{ show: 'missing' }}>
      <StateMark tone="attention" word={words.missingCount(missing, number(missing))} />
    </Link>
  );
}

function SecretTabs({ current }: { current: Tab }) {
  const { tabs: words } = useMessages().secrets;
  const counts = { secrets: useSecrets().data?.length, tokens: useTokens().data?.length };
  return (
    <Tabs
      label={words.label}
      to="/secrets"
      tabs={tabs.map((id) => ({ id, text: words[id], count: counts[id] }))}
      current={current}
    />
  );
}
