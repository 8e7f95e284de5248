import { type PitfallGroup, tested } from './pitfall.ts';

const everyFile = tested('every-file', 'adds its entry to $name and changes nothing else');
const edgeCases = tested('edge-cases', '$id, $file: $action');
const jsonProperty = (title: string) => tested('editing/json.property', title);

export const textPitfalls: readonly PitfallGroup[] = [
  {
    title: 'Text and bytes',
    pitfalls: [
      {
        trap: 'Printing a parsed file anew loses comments, order and layout.',
        tests: [
          everyFile,
          jsonProperty('keeps every byte but those of the new entry and the comma before it'),
          tested(
            'src-main/hub/clients/editing/testing/describe-editor.ts',
            'takes a new entry as one run of text, and nothing else moves',
          ),
        ],
      },
      {
        trap: 'Taking the key out again is not undo: a root key that was added stays behind.',
        tests: [
          tested('sync/taking-out', 'restores the very bytes where nobody else has written since'),
          tested('sync/undo', 'a file that was not there is gone, and the folder made for it'),
          tested('sync/undo', 'takes the entry alone back, and keeps what they did'),
        ],
        reason:
          'Undo puts the kept bytes back where the file is as Loom left it; only where it has changed ' +
          'since is the entry alone taken out (`sync/plan-undo.ts`).',
      },
      {
        trap: 'Comment marks within texts; a comment behind the last sibling belongs to that.',
        tests: [
          edgeCases,
          jsonProperty('loses just that value, and no comment that stands elsewhere'),
        ],
      },
      {
        trap: 'Trailing commas: strict clients fail on them, files that use them want one more.',
        tests: [
          edgeCases,
          jsonProperty('takes what JSON.parse takes, and says of all else what is wrong or odd'),
        ],
        reason: 'The preview says so where the client does not take what is in its file already.',
      },
      {
        trap: 'A byte order mark stays where the client reads it; where it does not, it is offered to go.',
        tests: [
          everyFile,
          tested(
            'sync/create-sync',
            'drops a byte order mark that the client cannot read, and says so',
          ),
        ],
      },
      {
        trap: 'UTF-16, which Windows PowerShell writes.',
        tests: [tested('editing/read-client-file', 'refuses UTF-16 %s, and says so')],
      },
      {
        trap: 'CRLF, and files that mix line ends.',
        tests: [
          everyFile,
          edgeCases,
          tested('sync/sync-faults', 'CRLF, tabs and the missing newline at the end stay'),
        ],
      },
      {
        trap: 'Indentation, tabs included; no final newline stays no final newline.',
        tests: [everyFile, edgeCases],
      },
      {
        trap: 'A key that stands twice: parsers take the last, editors find the first.',
        tests: [tested('edge-cases', '%s is refused with its place')],
      },
      {
        trap: 'Flat keys with dots, and names with dots, slashes, blanks or emoji.',
        tests: [
          tested(
            'every-file',
            'any name in any file of any client: one entry more, and back again',
          ),
        ],
        reason: 'A path is a list of keys everywhere, never a text with dots.',
      },
      {
        trap: 'Empty files and `null` are written to, files that do not parse never.',
        tests: [
          tested('every-file', 'makes a whole file out of a blank one: %j'),
          edgeCases,
          jsonProperty('is refused with its place and never edited when it is damaged'),
          tested(
            'e2e/scenarios/clients/guardian.test.ts',
            'a file that was left half-written is never touched',
          ),
        ],
      },
      {
        trap: 'TOML: an inline parent forbids a header; a list of tables looks like a map of them.',
        tests: [
          edgeCases,
          tested('every-file', 'a list is never put where a map is, nor a map where a list is'),
        ],
      },
      {
        trap: 'YAML: words, numbers and marks that need quotes; two ways to indent a list.',
        tests: [
          tested(
            'src-main/hub/clients/editing/testing/describe-editor.ts',
            'gets another value anywhere, and keeps every comment outside of it',
          ),
          everyFile,
        ],
      },
      {
        trap: 'A Windows path with single backslashes is a syntax error in JSON, or something else.',
        tests: [
          tested('import/create-importer', 'Loom itself is left out, and a broken file is told'),
        ],
        reason: 'What does not parse is told with line and column, and never mended.',
      },
      {
        trap: 'Size: `~/.claude.json` grows to many megabytes.',
        tests: [
          tested('sync/sync-faults', 'a file of many megabytes'),
          tested(
            'sync/sync-faults',
            'a file on one line of many megabytes shows what changes alone',
          ),
        ],
      },
    ],
  },
];
