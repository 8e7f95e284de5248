import { useEffect, useRef } from 'react';
import type { ProbeResult } from '../../../../src-shared/domain/preset.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { ToldTrouble } from '../../../ui/trouble-text.tsx';
import classes from './add.module.css';
import type { TryState } from './use-try.ts';

/** What a try has found, or why it did not work. */
export function TryResult({ state }: { state: TryState }) {
  const { try: words } = useMessages().servers;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.phase === 'done') box.current?.scrollIntoView({ block: 'nearest' });
  }, [state.phase]);
  if (state.phase === 'none') return null;
  return (
    <div ref={box} className={classes.result} role="status">
      {state.phase === 'running' ? (
        <StateMark tone="working" word={words.trying} />
      ) : state.result.ok ? (
        <Found result={state.result} />
      ) : (
        <Failed result={state.result} />
      )}
    </div>
  );
}

function Found({ result }: { result: ProbeResult }) {
  const { servers, common } = useMessages();
  const { try: words } = servers;
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
      <details>
        <summary>{found}</summary>
        <ul className={classes.tools}>
          {tools.map((tool) => (
            <li key={tool.name} title={tool.description}>
              <code>{tool.name}</code> <span className={classes.quiet}>{tool.description}</span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Failed({ result }: { result: ProbeResult }) {
  const { try: words } = useMessages().servers;
  const { error = '', stderr, ...told } = result;
  return (
    <>
      <StateMark tone="failed" word={words.failed} />
      <ToldTrouble told={{ ...told, message: error }} />
      {stderr.length > 0 && (
        <div>
          <p className={classes.quiet}>{words.output}</p>
          <CodeBlock name={words.output} text={stderr.join('\n')} />
        </div>
      )}
    </>
  );
}
