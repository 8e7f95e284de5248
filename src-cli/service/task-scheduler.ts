import { win32 } from 'node:path';
import type { ServiceHost, ServiceKind } from './service-kind.ts';
import { xmlText } from './xml-text.ts';

const task = 'Loom hub';
const usual = '$env:LOCALAPPDATA\\loom\\bin\\loom.cmd';
const someone = 'DOMAIN\\USER';

export const taskScheduler: ServiceKind = {
  label: 'the Task Scheduler',
  template: 'loom-task.xml',
  file,
  fill(template, program, host) {
    const filled = template.replaceAll(someone, () => xmlText(userOf(host)));
    if (program === win32.join(localFolder(host), 'loom\\bin\\loom.cmd')) return filled;
    // Between PowerShell's double quotes, where a backtick takes the meaning from the next character.
    const path = program.replace(/[`$]/g, (special) => `\`${special}`);
    return filled.replace(usual, () => xmlText(path));
  },
  // Without /f it asks before it replaces a task of that name, and nobody answers: it is refused.
  start: (host) => [
    ['schtasks', '/create', '/tn', task, '/xml', file(host)],
    ['schtasks', '/run', '/tn', task],
  ],
  end: () => [
    ['schtasks', '/end', '/tn', task],
    ['schtasks', '/delete', '/tn', task, '/f'],
  ],
  show: () => ['schtasks', '/query', '/tn', task],
};

function file(host: ServiceHost): string {
  return win32.join(localFolder(host), 'loom\\service\\loom-task.xml');
}

function localFolder({ env, home }: ServiceHost): string {
  const { LOCALAPPDATA: named = '' } = env;
  return win32.isAbsolute(named) ? named : win32.join(home, 'AppData\\Local');
}

/** A local account's domain is the machine's name. */
function userOf({ env }: ServiceHost): string {
  const { USERDOMAIN, USERNAME = '' } = env;
  return USERDOMAIN ? `${USERDOMAIN}\\${USERNAME}` : USERNAME;
}
