import { useHubQuery } from '../../state/use-hub-query.ts';

/** Servers come to need secrets, and clients use tokens, without this page. */
const refetchMs = 10_000;

export function useSecrets() {
  return useHubQuery(['secrets'], (hub) => hub.secrets.list(), { refetchMs });
}

export function useTokens() {
  return useHubQuery(['tokens'], (hub) => hub.auth.list(), { refetchMs });
}
