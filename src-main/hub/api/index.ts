import { activity } from './activity.ts';
import { auth } from './auth.ts';
import { api } from './base.ts';
import { bundles } from './bundles.ts';
import { clients } from './clients.ts';
import { doctor } from './doctor.ts';
import { hub } from './hub.ts';
import { logs } from './logs.ts';
import { playground } from './playground.ts';
import { presets } from './presets.ts';
import { profiles } from './profiles.ts';
import { secrets } from './secrets.ts';
import { servers } from './servers.ts';
import { settings } from './settings.ts';
import { tools } from './tools.ts';

/** Every group of the contract with its handlers; a carrier serves it with an `ApiContext`. */
export const apiRouter = api.router({
  activity,
  hub,
  servers,
  tools,
  playground,
  presets,
  bundles,
  profiles,
  secrets,
  auth,
  clients,
  logs,
  settings,
  doctor,
});
