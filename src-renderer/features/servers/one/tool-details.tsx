import { useState } from 'react';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { isRecord } from '../entry/entry.ts';
import { parametersOf, type ToolRow } from './list-tools.ts';
import classes from './one.module.css';
import { RenameTool } from './rename-tool.tsx';
import tools from './tools.module.css';

interface ToolDetailsProps {
  server: ServerView;
  tool: ToolRow;
}

/** A tool whole: what it says of itself, what it takes, what can be done with it. */
export function ToolDetails({ server, tool }: ToolDetailsProps) {
  const { servers } = useMessages();
  const { tools: words } = servers;
  const [isRenaming, setRenaming] = useState(false);
  const { definition, name, upstreamName, rule } = tool;
  return (
    <div className={tools.details}>
      <p>{tool.description || words.noDescription}</p>
      {name && (
        <p className={classes.quiet}>
          {words.calledAs} <code>{name}</code>
        </p>
      )}
      {rule.pattern && <p className={classes.quiet}>{words.pattern(rule.pattern)}</p>}
      <Parameters schema={definition.inputSchema} />
      <div className={classes.actions}>
        {name && (
          <LinkButton to="/playground" search={{ tool: name }}>
            {words.tryIt}
          </LinkButton>
        )}
        <Button label={words.renameOf(upstreamName)} onClick={() => setRenaming(true)}>
          {words.rename}
        </Button>
      </div>
      <Schemas definition={definition} />
      {isRenaming && <RenameTool server={server} tool={tool} onClose={() => setRenaming(false)} />}
    </div>
  );
}

function Parameters({ schema }: { schema: unknown }) {
  const { prompts } = useMessages().servers;
  const parameters = parametersOf(schema);
  if (parameters.length === 0) return null;
  return (
    <ul className={tools.parameters}>
      {parameters.map(({ name, type, isRequired, description }) => (
        <li key={name}>
          <code>{name}</code>
          <code className={classes.quiet}>{type}</code>
          {isRequired && <span>{prompts.required}</span>}
          <span className={classes.quiet}>{description}</span>
        </li>
      ))}
    </ul>
  );
}

function Schemas({ definition }: { definition: ToolRow['definition'] }) {
  const { tools: words } = useMessages().servers;
  const parts = [
    { title: words.input, value: definition.inputSchema },
    { title: words.output, value: definition.outputSchema },
    { title: words.hints, value: definition.annotations },
  ].filter(({ value }) => isRecord(value));
  return (
    <div className={tools.schemas}>
      {parts.map(({ title, value }) => (
        <div key={title}>
          <p className={classes.quiet}>{title}</p>
          <CodeBlock name={title} text={JSON.stringify(value, null, 2)} />
        </div>
      ))}
    </div>
  );
}
