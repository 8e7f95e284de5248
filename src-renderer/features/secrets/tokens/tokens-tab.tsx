import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { TokenView } from '../../../../src-shared/domain/token.ts';
import { useLive } from '../../../state/hub.tsx';
import { useMessages } from '../../../state/messages.tsx';
import { useUrlState } from '../../../state/use-url-state.ts';
import { Button } from '../../../ui/button.tsx';
import { Explained } from '../../../ui/explained.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { ListOutline } from '../list-outline.tsx';
import classes from '../page.module.css';
import { useTokens } from '../use-lists.ts';
import { CreateDialog } from './create-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { ShowDialog } from './show-dialog.tsx';
import { TokensTable } from './tokens-table.tsx';

/** Every token: who may get in over HTTP, with what, until when. */
export function TokensTab({ query }: { query: string }) {
  const { secrets } = useMessages();
  const { tokens: words } = secrets;
  const { data, error, refetch } = useTokens();
  const [adding, setAdding] = useUrlState('add');
  const [revoking, setRevoking] = useState<TokenView>();
  const [showing, setShowing] = useState<TokenView>();
  if (!data) return error ? <Failure error={error} retry={refetch} /> : <ListOutline />;
  const rows = data.filter((token) => textOf(token).includes(query.trim().toLowerCase()));
  return (
    <div className={classes.body}>
      <Notice />
      {data.length === 0 && (
        <Explained
          what={words.empty}
          action={<Button onClick={() => setAdding('token')}>{words.create}</Button>}
        />
      )}
      {data.length > 0 && rows.length === 0 && <Explained what={secrets.nothingFound} />}
      {rows.length > 0 && <TokensTable tokens={rows} onShow={setShowing} onRevoke={setRevoking} />}
      {adding === 'token' && <CreateDialog tokens={data} onClose={() => setAdding('')} />}
      {showing && <ShowDialog token={showing} onClose={() => setShowing(undefined)} />}
      {revoking && <RevokeDialog token={revoking} onClose={() => setRevoking(undefined)} />}
    </div>
  );
}

function textOf({ name, profile = '', servers = [] }: TokenView): string {
  return [name, profile, ...servers].join('\n').toLowerCase();
}

/** Where tokens decide nothing now, and why. */
function Notice() {
  const { tokens: words } = useMessages().secrets;
  const { state } = useLive();
  const { http, asksForToken } = state?.endpoint ?? {};
  if (!state || (http && asksForToken !== false)) return null;
  return (
    <p className={classes.notice}>
      {http ? words.notAsked : words.off} <Link to="/settings">{words.settings}</Link>
    </p>
  );
}
