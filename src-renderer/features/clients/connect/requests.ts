import type {
  SyncPreview,
  SyncRequest,
  TargetView,
  Via,
} from '../../../../src-shared/domain/client.ts';

/** What a person chose; what is left out stays as it was, or is the usual way. */
export interface ConnectOptions {
  profile: string | undefined;
  via: Via | undefined;
  isDirect: boolean | undefined;
  replace: boolean;
}

/** What the dialog shows at first: as the client is connected now. */
export function initialOptions(targets: readonly TargetView[], replace: boolean): ConnectOptions {
  const [only] = targets.length === 1 ? targets : [];
  return { profile: only?.profile, via: only?.via, isDirect: undefined, replace };
}

/** @param folder - the project whose files these are; else the one that a file was synced in. */
export function requestOf(
  targets: readonly TargetView[],
  options: ConnectOptions,
  folder?: string,
): SyncRequest {
  const { profile, via, isDirect, replace } = options;
  const [first] = targets;
  const project = folder ?? (targets.length === 1 ? first?.project : undefined);
  return {
    targets: targets.map(({ id }) => id),
    ...(profile !== undefined && { profile }),
    ...(via && { via }),
    ...(isDirect !== undefined && { mode: isDirect ? 'direct' : 'loom' }),
    ...(replace && { replace }),
    ...(project !== undefined && { project }),
  };
}

/** A client's id names all of its files: those that nobody chose are left out. */
export function onlyChosen(
  { changes, refused }: SyncPreview,
  chosen: readonly TargetView[],
  all: readonly TargetView[],
): SyncPreview {
  const ids = new Set(chosen.map(({ id }) => id));
  const others = new Set(
    all.flatMap(({ id, state }) => (state.phase === 'not-installed' || ids.has(id) ? [] : [id])),
  );
  const isChosen = ({ target }: { target: string }) => !others.has(target);
  return { changes: changes.filter(isChosen), refused: refused.filter(isChosen) };
}

/** Servers that stand in the files and are served by Loom as well. */
export function duplicatesOf(targets: readonly TargetView[]): string[] {
  return [...new Set(targets.flatMap(({ duplicates }) => duplicates))];
}

/** An entry that is not called as Loom's one is one of many. */
export function isDirectNow(targets: readonly TargetView[]): boolean {
  return targets.some(({ entry }) => entry !== undefined && entry !== 'loom');
}
