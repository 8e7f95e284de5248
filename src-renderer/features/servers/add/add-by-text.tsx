import { Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { Failure } from '../../../ui/failure.tsx';
import classes from './add.module.css';
import { CandidateList } from './candidate-list.tsx';

const example = `{
  "mcpServers": {
    "memory": {
      "command": "npx",
      "args": ["-y", "@modelcontextprotocol/server-memory"]
    }
  }
}`;

/** Servers out of whatever a README says: the hub finds them, a person chooses. */
export function AddByText({ onClose }: { onClose(): void }) {
  const { paste: words } = useMessages().servers;
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 250);
  const request = { text, textName: words.label };
  const { data, error, isLoading } = useHubQuery(
    ['find servers', text],
    (hub) => hub.clients.findServers(request),
    { enabled: text !== '' },
  );
  const isEmpty = data?.candidates.length === 0;
  return (
    <div className={classes.form}>
      <Textarea
        label={words.label}
        description={words.hint}
        placeholder={example}
        classNames={{ input: classes.mono ?? '' }}
        autosize
        minRows={6}
        maxRows={14}
        spellCheck={false}
        data-autofocus
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
      />
      {text !== '' && isLoading && <p role="status">{words.reading}</p>}
      {text !== '' && error !== null && <Failure error={error} />}
      {text !== '' && data && (
        <>
          {isEmpty && <p role="status">{words.nothing}</p>}
          <CandidateList key={text} request={request} plan={data} onClose={onClose} />
        </>
      )}
    </div>
  );
}
