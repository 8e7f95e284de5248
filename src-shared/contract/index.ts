import { activity } from './activity.ts';
import { auth } from './auth.ts';
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

/** The whole API between hub and console or CLI: a table of contents. */
export const contract = {
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
  activity,
  logs,
  settings,
  doctor,
};
