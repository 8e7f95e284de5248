import { type PitfallGroup, tested } from './pitfall.ts';

const targets = (title: string) => tested('find-targets', title);
const sync = (title: string) => tested('sync/create-sync', title);
const guardian = (title: string) => tested('guard/guardian', title);

export const filePitfalls: readonly PitfallGroup[] = [
  {
    title: 'Files and folders',
    pitfalls: [
      {
        trap: 'Links of dotfile managers: the file behind is written, the link stays.',
        tests: [
          sync('keeps the mode and follows links, one after the other'),
          sync('makes the file that a chain of links leads to'),
          tested('guard/watch-through', 'follows a link to where the file really lies'),
        ],
        reason:
          'A file in the Nix store is told as such. What chezmoi puts back, the guardian shows as drift.',
      },
      {
        trap: 'Modes: kept; new files 0600, new folders 0700.',
        tests: [
          sync('keeps the mode and follows links, one after the other'),
          sync('makes a file that is not there, for its user alone'),
        ],
      },
      {
        trap: "Files of root's in somebody's home.",
        tests: [
          targets('is root’s file in somebody’s home'),
          targets('is a write-protected file, folder, or target of a link'),
          sync('never writes over a write-protected file'),
        ],
      },
      {
        trap: 'Half a file after a crash; on Windows a file that somebody has open.',
        tests: [
          tested(
            'src-main/hub/platform/write-atomically.test.ts',
            'says which file could not be written',
          ),
        ],
        reason:
          'Written beside and renamed; on Windows the rename is tried for a second, and then refused ' +
          'rather than written in place.',
      },
      {
        trap: 'Clients that write in place: a read may see half a file.',
        tests: [
          tested('sync/sync-faults', 'half a file of a client that writes in place is read again'),
        ],
      },
      {
        trap: 'Cloud folders carry our absolute path to other computers.',
        reason:
          'Not detected. The entry names a fixed place in the home folder; where that is missing, the ' +
          'client says so, and a sync there mends it.',
      },
      {
        trap: 'Letter case counts on Linux.',
        tests: [tested('clients', 'finds $client/$file where the client keeps it')],
      },
      {
        trap: 'A backup beside the file is read by clients that read whole folders.',
        tests: [
          tested('sync/client-store', 'keeps what it knows over a restart, for its user alone'),
          tested('sync/client-store', 'keeps the newest twenty of each file, and the very first'),
        ],
        reason: "Former texts are kept in Loom's own `clients.db`.",
      },
    ],
  },
  {
    title: 'Running clients',
    pitfalls: [
      {
        trap: 'A client that keeps settings in memory writes its old copy over ours.',
        tests: [
          guardian('a changed entry is taken down with its diff'),
          tested(
            'e2e/scenarios/clients/guardian.test.ts',
            'puts the entry back, and keeps what the client wrote meanwhile',
          ),
        ],
        reason: 'Files are watched, and looked at again 1, 5 and 30 s after a write of ours.',
      },
      {
        trap: 'The file changes between reading and writing.',
        tests: [
          sync('writes only what was shown'),
          tested('sync/sync-faults', 'two hubs never lose what the other wrote'),
        ],
        reason: 'Its hash is compared right before the rename.',
      },
      {
        trap: "A client's own lock: `~/.claude.json.lock`, `.mcp-writer.lock`.",
        tests: [tested('sync/sync-faults', 'waits for the lock of a client that is writing')],
      },
      {
        trap: "A client's own list command starts all of the user's servers.",
        tests: [targets('a command on the PATH or a folder shows that a client is installed')],
        reason: 'Nothing is ever run to find a client.',
      },
      {
        trap: 'Every write can restart the user’s servers.',
        tests: [sync('changes nothing the second time')],
        reason: 'One write per file and sync: all edits become one text.',
      },
      {
        trap: 'Written is not running: approvals and trust.',
        tests: [
          tested('sightings/sightings', 'proves that the client uses what was written'),
          tested(
            'e2e/scenarios/clients/verify.test.ts',
            'a synced client waits until it calls, and is verified then',
          ),
        ],
        reason: 'What a client has to be told is part of every preview and status.',
      },
      {
        trap: 'Allow lists and managed policies.',
        tests: [
          tested('clients', 'an allow list in the file gets the entry too'),
          sync('adds itself to a list of allowed servers, and takes itself out again'),
          sync('says where a client has it switched off outside of its entry'),
          tested('import/switched-off', 'what is excluded, or not among the allowed, is imported'),
          tested('e2e/clients/switched-off.test.ts', 'what it has switched off is imported'),
        ],
        reason: 'Where an administrator’s file is there, the preview says so; it is never written.',
      },
    ],
  },
];
