import type { DoctorFinding } from '../../../src-shared/domain/doctor.ts';

/** Parts of a finding; empty where it has no such part. */
export type Facts = Record<
  | 'path'
  | 'parent'
  | 'mode'
  | 'command'
  | 'servers'
  | 'count'
  | 'version'
  | 'address'
  | 'status'
  | 'pid',
  string
>;

/** What the doctor looks at, what it finds, and what to do here. */
export const checks = {
  titles: {
    hub: 'Hub',
    problem: 'Notice',
    server: 'Server',
    runtime: 'Node',
    registry: 'registry.yaml',
    config: 'config.yaml',
    path: 'Login PATH',
    commands: 'Commands',
    command: 'Command',
    state: 'State folder',
    'socket-folder': 'Socket folder',
    'private-files': 'File permissions',
    leftovers: 'Leftovers',
    clients: 'Clients',
    client: 'Client',
    http: 'HTTP',
  },
  found: {
    'hub-ok': ({ version, pid, address }: Facts) => `Version ${version}, pid ${pid}, on ${address}`,
    'runtime-ok': ({ version, path }: Facts) => `${version} (${path})`,
    'runtime-old': ({ version, path }: Facts) => `${version} (${path}) is too old.`,
    'file-absent': ({ path }: Facts) => `${path} is not there yet, which is fine.`,
    'file-broken': ({ path }: Facts) => `${path} has mistakes:`,
    'registry-ok': ({ path, count }: Facts) => `${path}: ${count}`,
    'registry-unknown': (_: Facts) => 'Unknown, since registry.yaml cannot be read.',
    'config-ok': ({ path }: Facts) => `${path} is valid.`,
    'config-unknown': (_: Facts) => 'Unknown, since config.yaml cannot be read.',
    'path-known': ({ path }: Facts) => `${path}`,
    'path-guessed': ({ path }: Facts) =>
      `The login shell did not tell its PATH; used instead: ${path}`,
    'command-later': ({ servers }: Facts) => `Known only at start, for ${servers}`,
    'command-found': ({ path, servers }: Facts) => `${path}, for ${servers}`,
    'command-runs': ({ path, version, servers }: Facts) => `${path} (${version}), for ${servers}`,
    'command-broken': ({ path, servers }: Facts) =>
      `${path} does not run. It is needed for ${servers}.`,
    'command-missing': ({ command, servers }: Facts) =>
      `The command ${command} was not found. It is needed for ${servers}.`,
    'folder-ok': ({ path }: Facts) => `${path} is private and can be written.`,
    'folder-later': ({ path }: Facts) => `${path} is not there yet; the hub makes it.`,
    'folder-no-folder': ({ path }: Facts) => `${path} is no folder.`,
    'folder-foreign': ({ path }: Facts) => `${path} belongs to another user.`,
    'folder-unwritable': ({ path }: Facts) => `${path} cannot be written.`,
    'folder-open': ({ path, mode }: Facts) => `${path} is open to other users (${mode}).`,
    'folder-gone': ({ path }: Facts) => `${path} is gone while the hub runs.`,
    'folder-impossible': ({ path, parent }: Facts) =>
      `${path} cannot be made: ${parent} is not writable.`,
    'private-ok': (_: Facts) => 'Only you can read and change them.',
    'private-open': (_: Facts) => 'Other users can read or change these files:',
    'leftovers-none': (_: Facts) => 'None.',
    'leftovers-some': (_: Facts) => 'Something that ended badly has left behind:',
    'clients-ok': (_: Facts) =>
      'Every file of a client can be read; Loom’s entries are as they should be.',
    'client-missing': ({ path }: Facts) => `Loom’s entry is gone from ${path}.`,
    'client-changed': ({ path }: Facts) => `Loom’s entry in ${path} was changed.`,
    'client-unreadable': ({ path }: Facts) => `${path} cannot be read:`,
    'http-answers': ({ address }: Facts) => `${address} answers.`,
    'http-off': (_: Facts) => 'Switched off under Settings.',
    'http-free': ({ address }: Facts) => `${address} is free.`,
    'http-unused': ({ address }: Facts) =>
      `${address} is free, but the running hub does not use it.`,
    'http-status': ({ address, status }: Facts) => `${address} answers with status ${status}.`,
    'http-silent': ({ address }: Facts) => `${address} does not answer.`,
    'http-no-address': ({ address }: Facts) => `${address} is not host:port.`,
    'http-taken': ({ address }: Facts) => `${address} is taken by another program.`,
    'http-refused': ({ address }: Facts) => `Nobody can listen on ${address}.`,
  } satisfies Record<DoctorFinding, (facts: Facts) => string>,
  remedies: {
    'runtime-old': 'Run Loom with its own Node, or update Node.',
    'file-broken': 'Correct what is named; the file is read again as soon as it is saved.',
    'path-guessed': 'See that your login shell starts without asking anything.',
    'command-broken': 'Install it again; of Docker, see that it runs and that you may use it.',
    'folder-no-folder': 'Move it away.',
    'folder-foreign': 'Set LOOM_HOME to a folder that is yours alone.',
    'folder-unwritable': 'Check the disk space and the permissions.',
    'folder-open': 'Close it to others; the button does that.',
    'folder-gone': 'Create it, then start the hub again.',
    'folder-impossible': 'Set LOOM_HOME to a folder that is yours.',
    'private-open': 'Close them to others; the button does that.',
    'leftovers-some': 'They do no harm, and can be removed.',
    'client-missing': 'Put it back on the Clients page, or let it be there.',
    'client-changed': 'Put it back on the Clients page, or let it be there.',
    'client-unreadable':
      'Correct the file, or let the client do it; Loom writes nothing into it until then.',
    'http-unused': 'Start the hub again.',
    'http-status': 'The Overview page shows what is wrong.',
    'http-silent': 'Start the hub again.',
    'http-no-address': 'Set http.address under Settings to a host and a port.',
    'http-taken': 'Choose another port for http.address under Settings.',
    'http-refused': 'Choose another address for http.address under Settings.',
  },
  /** On buttons. */
  fixes: {
    'folder-open': 'Make it private',
    'folder-gone': 'Create the folder',
    'private-open': 'Make them private',
    'leftovers-some': 'Remove them',
    server: 'Try again',
  },
};
