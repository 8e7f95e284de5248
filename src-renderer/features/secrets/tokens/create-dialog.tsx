import { useState } from 'react';
import type { TokenView } from '../../../../src-shared/domain/token.ts';
import type { HubClient } from '../../../state/carrier.ts';
import { useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ThrownRefusal } from '../../../ui/refusal.tsx';
import classes from '../page.module.css';
import { expiryOf } from './lifetimes.ts';
import { MadeDialog } from './made-dialog.tsx';
import type { MadeToken } from './made-token.ts';
import { checkToken, emptyDraft, keyOf, type TokenDraft } from './token-draft.ts';
import { TokenFields } from './token-fields.tsx';

interface CreateDialogProps {
  tokens: readonly TokenView[];
  onClose(): void;
}

/** Asks whom a token is for and what it may, makes it, and shows it once. */
export function CreateDialog({ tokens, onClose }: CreateDialogProps) {
  const { secrets, common } = useMessages();
  const { dialog: words } = secrets.tokens;
  const [draft, setDraft] = useState<TokenDraft>(emptyDraft);
  const [isAsked, setIsAsked] = useState(false);
  const [made, setMade] = useState<MadeToken>();
  const taken = tokens.map(({ name }) => name);
  const problems = checkToken(draft, taken, { ...words, keyRule: secrets.setDialog.nameRule });
  const create = useAction((hub) => generate(hub, draft).then(setMade), {
    onError: () => undefined,
  });
  if (made) return <MadeDialog made={made} onClose={onClose} />;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsAsked(true);
          if (Object.keys(problems).length === 0) create.run();
        }}
      >
        <TokenFields
          draft={draft}
          problems={isAsked ? problems : {}}
          onChange={(changes) => setDraft((before) => ({ ...before, ...changes }))}
        />
        <ThrownRefusal error={create.error} />
        <div className={classes.actions}>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" look="primary" busy={create.busy}>
            {create.busy ? words.busy : secrets.tokens.create}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Its text goes into this page's state only: the action itself gives none out, and keeps none. */
async function generate(hub: HubClient, draft: TokenDraft): Promise<MadeToken> {
  const { name, profile, servers, lifetime, isKept } = draft;
  const expiresAt = expiryOf(lifetime, Date.now());
  return await hub.auth.generate({
    ...(name.trim() !== '' && { name: name.trim() }),
    ...(profile !== '' && { profile }),
    ...(servers && { servers: [...servers] }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(isKept && { key: keyOf(draft) }),
  });
}
