import { type PitfallGroup, tested } from './pitfall.ts';

const importer = (title: string) => tested('import/create-importer', title);
const servers = (title: string) => tested('reading/read-servers', title);
const entries = tested('clients', 'gets the entries that the client understands');
const targets = (title: string) => tested('find-targets', title);

export const hubPitfalls: readonly PitfallGroup[] = [
  {
    title: 'One hub, many readers',
    pitfalls: [
      {
        trap: 'Loom imports itself.',
        tests: [
          tested('reading/is-loom', 'knows an address only while the hub listens there'),
          tested('sync/sync-states', 'finds Loom under another name'),
          importer('Loom itself is left out, and a broken file is told with its place'),
        ],
      },
      {
        trap: "Clients read each other's files, and have the hub twice.",
        reason: 'Said in the notes of those that do; other entries that reach Loom are listed.',
      },
      {
        trap: 'After an import the old entries are still there: every tool stands twice.',
        tests: [
          tested('sync/taking-out', 'points out those that Loom serves as well, and leaves them'),
          tested(
            'sync/taking-out',
            'takes them out on demand, where the vault has the same secrets',
          ),
        ],
      },
      {
        trap: 'One server in six clients, each time a little different.',
        tests: [
          importer('one server in several clients is one, under whatever name it goes there'),
          tested('import/import-fixtures', 'all clients of a machine at once'),
        ],
      },
      {
        trap: '`.mcp.json` in a project has three owners, and is committed.',
        tests: [targets('a project has its files in place of the user’s')],
        reason: 'Files of a project are written only with `--project`.',
      },
      {
        trap: 'A URL without a type means something else in every client.',
        tests: [
          entries,
          tested(
            'entry-shapes',
            'names the older transport where a URL alone would be the newer one',
          ),
          tested(
            'reading/read-entry',
            'says that Claude Code makes nothing of a URL without a type',
          ),
        ],
      },
      {
        trap: 'One thing, many words; seconds here, milliseconds there.',
        tests: [
          servers('has the servers that are expected, in their order'),
          tested('entry-shapes', 'has times in the client’s own unit, rounded up'),
        ],
      },
    ],
  },
  {
    title: 'Starting the command',
    pitfalls: [
      {
        trap: 'Applications from the dock have a PATH of four folders.',
        tests: [
          tested('verify/verify', 'works no better for what the hub was started with'),
          tested(
            'src-main/hub/platform/stable-command.test.ts',
            'it starts the real program with the arguments as they are, and needs no PATH',
          ),
        ],
      },
      {
        trap: 'The path of the program changes with every update.',
        tests: [
          tested(
            'src-main/hub/platform/stable-command.test.ts',
            'is written anew only where it has to say something else',
          ),
          tested(
            'e2e/scenarios/clients/verify.test.ts',
            'a command that is gone fails with a remedy, and the next start of the hub mends it',
          ),
        ],
      },
      {
        trap: 'Blanks in the path.',
        tests: [tested('peculiar-entries', 'Trae gets no command with a blank in its path')],
        reason: 'The fixed place has none, unless the home folder has.',
      },
      {
        trap: 'Windows: a `.cmd` cannot be started without a shell.',
        tests: [
          tested('sync/loom-entry', 'starts a script on Windows through its shell'),
          tested('direct/direct-entries', 'programs that are scripts on Windows start through cmd'),
          servers('has the servers that are expected, in their order'),
        ],
      },
      {
        trap: 'Some clients start servers with hardly any environment.',
        tests: [tested('verify/verify', 'is started as it stands in the file, greeted')],
        reason: 'The proxy finds the hub from the home folder alone.',
      },
      {
        trap: 'stdout is the protocol, and the first answer has a deadline.',
        tests: [
          tested(
            'src-cli/proxy/proxy.test.ts',
            'stdin closing ends the proxy at once; what was said last reaches the hub',
          ),
          tested('src-cli/proxy/proxy.test.ts', 'a proxy starts one, which outlives it'),
        ],
      },
    ],
  },
  {
    title: 'Sandboxes and second systems',
    pitfalls: [
      {
        trap: 'MSIX packages see another AppData.',
        tests: [tested('clients', 'finds $client/$file where the client keeps it')],
        reason:
          'The package’s folder is a target of its own; the hub is found through the home folder.',
      },
      {
        trap: 'Flatpak and Snap: another folder, and no programs of the host.',
        tests: [
          tested(
            'direct/direct-entries',
            'a build that cannot start programs gets remote servers only',
          ),
        ],
        reason:
          'Flatpaks of known editors are targets of their own, with HTTP or a refusal that says why; ' +
          'a file of a Snap is named as `<client>:<path>`.',
      },
      {
        trap: 'WSL: two systems, two homes, two kinds of paths.',
        reason:
          'A hub writes the clients of its own system only: from Windows nothing in WSL, from WSL ' +
          'nothing on Windows.',
      },
      {
        trap: 'Remote windows, containers, SSH: servers run where our path does not exist.',
        reason:
          'User files are those of this machine; a project’s files are written on request only.',
      },
      {
        trap: 'Portable installations.',
        tests: [targets('people can point to a file or a folder anywhere')],
      },
      {
        trap: 'Several installations of one editor, each with its own extensions.',
        tests: [
          targets('every profile of VS Code is a target of its own'),
          targets('an editor that is not there does not count because its relative is'),
        ],
      },
      {
        trap: 'Variables that move files, set in a shell that the hub does not see.',
        tests: [
          targets('a variable that moves a file gives a target beside the usual one'),
          tested(
            'src-main/hub/platform/login-env.test.ts',
            'tells the variables that it is asked for, where they are set',
          ),
          tested('peculiar-entries', 'variables that move files give targets'),
        ],
      },
    ],
  },
  {
    title: 'Secrets',
    pitfalls: [
      {
        trap: 'Where they hide: variables, headers, arguments, addresses.',
        tests: [
          servers('has the secrets that are expected, and no others'),
          tested('reading/read-entry', 'finds several secrets in one text'),
        ],
      },
      {
        trap: 'What only looks like one.',
        tests: [
          servers('has the secrets that are expected, and no others'),
          servers('has the references that are expected, and no others'),
        ],
      },
      {
        trap: 'References are not resolved, commands in values not run.',
        tests: [
          tested('reading/read-entry', 'leaves a variable to the program that fills it in'),
          tested('reading/read-entry', 'never takes the output of a helper for a header'),
        ],
      },
      {
        trap: 'Backups, diffs, logs and reports hold the old secrets.',
        tests: [
          tested('sync/taking-out', 'shows no secret of theirs in a preview'),
          tested('sync/mask-diff', 'that reading found are masked wherever they stand'),
          tested('check/check-configs', 'tells secrets in plain text without showing them'),
          tested('reading/read-snippet', 'and nothing of it is repeated'),
        ],
      },
      {
        trap: 'An entry for HTTP holds a token in plain text.',
        tests: [
          tested('sync/loom-entry', 'takes the token from the client’s own environment'),
          tested('verify/verify', "sends the token that the client's environment holds"),
          tested('clients', 'refers to its environment only in places that it names'),
        ],
        reason:
          'A token is only ever referred to, in the client’s own words; a client without such words ' +
          'gets the proxy.',
      },
    ],
  },
];
