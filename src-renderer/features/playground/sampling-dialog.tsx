import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segments } from '../../ui/segments.tsx';
import type { AskedProps } from './asked.ts';
import { Tree } from './content-block.tsx';
import { JsonEditor } from './json-editor.tsx';
import { isRecord } from './json-text.ts';
import { LongText } from './long-text.tsx';
import classes from './pane.module.css';
import { MessageList } from './result-view.tsx';
import { textOf } from './things.ts';

/** A server wants a model to answer: the person is the model. */
export function SamplingDialog({ params, server, onAnswer }: AskedProps) {
  const { questions, form } = useMessages().playground;
  const [view, setView] = useState<'text' | 'json'>('text');
  const [text, setText] = useState('');
  const [result, setResult] = useState<Record<string, unknown> | undefined>();
  const { messages, systemPrompt, ...others } = params;
  const written = answerOf(text);
  const given = view === 'text' ? (text === '' ? undefined : written) : result;
  return (
    <Dialog
      title={questions.asksModel(server)}
      size="medium"
      onClose={() => onAnswer(undefined)}
      actions={
        <>
          <Button onClick={() => onAnswer(undefined)}>{questions.refuse}</Button>
          <Button look="primary" disabled={!given} onClick={() => given && onAnswer(given)}>
            {questions.send}
          </Button>
        </>
      }
    >
      {textOf(systemPrompt) && (
        <section aria-label={questions.systemPrompt}>
          <h3 className={classes.part}>{questions.systemPrompt}</h3>
          <LongText name={questions.systemPrompt} text={String(systemPrompt)} />
        </section>
      )}
      <MessageList messages={Array.isArray(messages) ? messages : []} />
      {Object.keys(others).length > 0 && <Tree value={isRecord(others) ? others : {}} />}
      <Segments
        label={questions.answerAs}
        options={[
          { id: 'text', text: questions.text },
          { id: 'json', text: form.json },
        ]}
        value={view}
        onChange={(next) => {
          setView(next);
          setResult(written);
        }}
      />
      {view === 'text' ? (
        <Textarea
          size="xs"
          rows={4}
          data-autofocus
          aria-label={questions.answer}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      ) : (
        <JsonEditor label={questions.answer} value={written} onChange={setResult} />
      )}
    </Dialog>
  );
}

function answerOf(text: string): Record<string, unknown> {
  return {
    role: 'assistant',
    content: { type: 'text', text },
    model: 'loom-playground',
    stopReason: 'endTurn',
  };
}
