import { useNavigate } from '@tanstack/react-router';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { HubClient } from '../../state/carrier.ts';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import { showToast } from '../../ui/toasts.tsx';
import { dropDraft } from './use-draft.ts';
import type { ProfileView } from './use-profiles.ts';

/** Writes a profile; the toast brings back what there was. */
export function useSave() {
  const { profiles } = useMessages();
  const write = useWrite();
  return useAction(
    async (hub, { before, profile }: { before: ProfileView; profile: Profile }) => {
      await hub.profiles.set({ name: before.name, profile });
    },
    {
      onDone(_, { before: { name, profile, isWritten } }) {
        dropDraft(name);
        showToast(profiles.saved(name), () =>
          write.run(isWritten ? { set: { name, profile } } : { remove: name }),
        );
      },
    },
  );
}

/** Makes a profile, opens it, and offers to take that back. */
export function useCreate() {
  const { profiles } = useMessages();
  const navigate = useNavigate();
  const write = useWrite();
  return useAction((hub, input: { name: string; profile: Profile }) => hub.profiles.set(input), {
    onDone(_, { name }) {
      void navigate({ to: `/profiles/${name}` });
      showToast(profiles.created(name), () => {
        write.run({ remove: name });
        void navigate({ to: '/profiles' });
      });
    },
  });
}

/** Writes it under another name; the old one goes. */
export function useRename() {
  const { profiles } = useMessages();
  const navigate = useNavigate();
  const back = useAction((hub, move: Move) => renameProfile(hub, move), {
    onDone: (_, { to }) => void navigate({ to: `/profiles/${to}` }),
  });
  return useAction((hub, move: Move) => renameProfile(hub, move), {
    onDone(_, { from, to, profile }) {
      dropDraft(from);
      void navigate({ to: `/profiles/${to}` });
      showToast(profiles.renamed(from, to), () => back.run({ from: to, to: from, profile }));
    },
  });
}

/** Takes a profile out; who still asks for it is named, and the toast brings it back. */
export function useDelete() {
  const { profiles, common } = useMessages();
  const { list, number } = useFormats();
  const navigate = useNavigate();
  const write = useWrite();
  return useAction((hub, { name }: ProfileView) => hub.profiles.remove({ name }), {
    onDone({ removed }, { name, clients, boundTokens }) {
      dropDraft(name);
      void navigate({ to: '/profiles' });
      const users = [
        clients.length > 0 && common.clients(clients.length, number(clients.length)),
        boundTokens.length > 0 &&
          profiles.tokensBound(boundTokens.length, number(boundTokens.length)),
      ].filter((part) => part !== false);
      const said =
        users.length > 0 && name !== 'default'
          ? profiles.deletedUsed(name, list(users))
          : profiles.deleted(name);
      showToast(said, () => write.run({ set: { name, profile: removed } }));
    },
  });
}

type Write = { set: { name: string; profile: Profile } } | { remove: string };

function useWrite() {
  return useAction(async (hub, write: Write) => {
    if ('set' in write) await hub.profiles.set(write.set);
    else await hub.profiles.remove({ name: write.remove });
  });
}

interface Move {
  from: string;
  to: string;
  profile: Profile;
}

/** First the new one: whatever fails, nothing is lost. */
async function renameProfile(hub: HubClient, { from, to, profile }: Move): Promise<void> {
  await hub.profiles.set({ name: to, profile });
  await hub.profiles.remove({ name: from });
}
