import type { ProbeResult } from '../../src-shared/domain/preset.ts';
import { useFormats, useMessages } from '../state/messages.tsx';
import { CodeBlock } from './code-block.tsx';
import classes from './probe-outcome.module.css';
import { StateMark } from './state-mark.tsx';
import list from './tool-list.module.css';
import { ToldTrouble } from './trouble-text.tsx';

/** What was found of a server that was tried, or why it did not work and what to do. */
export function ProbeOutcome({ result }: { result: ProbeResult }) {
  return result.ok ? <Found result={result} /> : <Failed result={result} />;
}

function Found({ result }: { result: ProbeResult }) {
  const { presets, common } = useMessages();
  const { try: words } = presets;
  const { number, duration } = useFormats();
  const { serverInfo, startMs = 0, tools, prompts, resources } = result;
  const name = [serverInfo?.name, serverInfo?.version].filter(Boolean).join(' ') || common.server;
  const found = words.found(
    common.tools(tools.length, number(tools.length)),
    words.resources(resources, number(resources)),
    words.prompts(prompts, number(prompts)),
  );
  return (
    <>
      <StateMark tone="ok" word={words.worked(name, duration(startMs))} />
      <p className={classes.quiet}>{found}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse */}
      <ul className={`${list.list} ${classes.tools}`} tabIndex={0} aria-label={found}>
        {tools.map((tool) => (
          <li key={tool.name}>
            <code>{tool.name}</code>
            <span title={tool.description}>{tool.description}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Failed({ result }: { result: ProbeResult }) {
  const { try: words } = useMessages().presets;
  const { error = '', stderr, ...told } = result;
  return (
    <>
      <StateMark tone="failed" word={words.failed} />
      <ToldTrouble told={{ ...told, message: error }} />
      {stderr.length > 0 && (
        <div>
          <p className={classes.quiet}>{words.output}</p>
          <CodeBlock name={words.outputOf} text={stderr.join('\n')} />
        </div>
      )}
    </>
  );
}
