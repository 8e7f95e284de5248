import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../src-shared/contract/index.ts';
import { useHubQuery } from '../../state/use-hub-query.ts';

type Outputs = InferContractRouterOutputs<typeof contract>['profiles'];
export type ProfileView = Outputs['list'][number];
export type ProfileTool = Outputs['view']['tools'][number];
export type ClientLimit = Outputs['view']['limits'][number];

/** registry.yaml may be edited elsewhere, and clients come and go. */
const refetchMs = 10_000;

export function useProfiles() {
  return useHubQuery(['profiles'], (hub) => hub.profiles.list(), { refetchMs });
}
