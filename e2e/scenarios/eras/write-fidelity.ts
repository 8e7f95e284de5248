/** docs/fidelity.md */
import { crossings, type Deviation, ownAnswers, sharing, tolerances } from './deviations.ts';

const introduction = `# Fidelity

What a client hears through Loom is what it would hear from the server itself, byte for byte: results,
errors and notifications with their unknown members, numbers as they were written, escapes, spaces and
order. So is what a server hears. This page lists every exception. It is written from
\`e2e/scenarios/eras/deviations.ts\`; \`differential.test.ts\` beside it holds the same conversations
directly and through Loom and forgives what is listed here, and nothing else.`;

export function writeFidelity(): string {
  const sections = [
    introduction,
    '## Client and server of one era',
    table(['what differs', 'why'], Object.values(tolerances).map(cells)),
    '## What Loom answers itself',
    table(['what', 'why'], ownAnswers.map(cells)),
    '## Several clients on one server',
    table(['what differs', 'why'], sharing.map(cells)),
    `## Client and server of different eras

Legacy is every revision up to 2025-11-25, modern 2026-07-28. Nothing but this is changed:`,
    table(
      ['from', 'to', 'what', 'why'],
      crossings.map((one) => [one.from, one.to, ...cells(one)]),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

function cells({ what, reason }: Deviation): string[] {
  return [what, reason];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
