import type { Messages } from '../messages.ts';
import { about } from './about.ts';
import { activity } from './activity.ts';
import { bundles } from './bundles.ts';
import { checks } from './checks.ts';
import { clients } from './clients.ts';
import { common } from './common.ts';
import { doctor } from './doctor.ts';
import { frame } from './frame.ts';
import { health } from './health.ts';
import { hub } from './hub.ts';
import { install } from './install.ts';
import { overview } from './overview.ts';
import { playground } from './playground.ts';
import { presets } from './presets.ts';
import { profiles } from './profiles.ts';
import { recent } from './recent.ts';
import { reloadNotes } from './reload-notes.ts';
import { remedies } from './remedies.ts';
import { secrets } from './secrets.ts';
import { servers } from './servers.ts';
import { settings } from './settings.ts';
import { signIn } from './sign-in.ts';

export const fr: Messages = {
  about,
  activity,
  bundles,
  checks,
  clients,
  common,
  doctor,
  frame,
  health,
  hub,
  install,
  overview,
  playground,
  presets,
  profiles,
  recent,
  reloadNotes,
  remedies,
  secrets,
  servers,
  settings,
  signIn,
};
