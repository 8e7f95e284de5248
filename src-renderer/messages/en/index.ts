import { activity } from './activity.ts';
import { clients } from './clients.ts';
import { common } from './common.ts';
import { frame } from './frame.ts';
import { health } from './health.ts';
import { overview } from './overview.ts';
import { playground } from './playground.ts';
import { presets } from './presets.ts';
import { secrets } from './secrets.ts';
import { servers } from './servers.ts';

/** Every text of the console in English, by page; other languages have exactly the same shape. */
export const en = {
  activity,
  clients,
  common,
  frame,
  health,
  overview,
  playground,
  presets,
  secrets,
  servers,
};
