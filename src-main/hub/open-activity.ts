import type { Config } from '../../src-shared/domain/config.ts';
import { type Activity, createActivity } from './activity/activity.ts';
import type { HubDeps } from './hub-deps.ts';
import type { Scope } from './platform/scope.ts';
import type { Problems } from './problems.ts';
import type { GivenSecrets } from './vault/hide-secrets.ts';

export interface ActivityParts {
  deps: Pick<HubDeps, 'paths' | 'activityWriter'>;
  config: Pick<Config, 'activity'>;
  scope: Scope;
  /** Those that servers were given. */
  secrets: Pick<GivenSecrets, 'all'>;
  problems: Problems;
}

/** The activity log as config.yaml wants it; the scope closes it. */
export function openActivity({ deps, config, scope, secrets, problems }: ActivityParts): Activity {
  const activity = createActivity({
    state: deps.paths.state,
    config: config.activity,
    program: deps.activityWriter,
    secrets: () => secrets.all,
    problems,
  });
  return scope.add(activity, (open) => open.close());
}
