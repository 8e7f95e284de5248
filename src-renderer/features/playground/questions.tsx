import { lazy, Suspense } from 'react';
import type { RunQuestion, RunState } from './run-state.ts';

const QuestionDialog = lazy(async () => ({
  default: (await import('./question-dialog.tsx')).QuestionDialog,
}));

interface QuestionsProps {
  state: RunState;
  server: string;
  /** Without a result it is refused. */
  onAnswer(question: RunQuestion, result: Record<string, unknown> | undefined): void;
}

/** What a server asks during a run, one after the other. */
export function Questions({ state, server, onAnswer }: QuestionsProps) {
  const [question] = state.questions;
  if (!question) return null;
  return (
    <Suspense>
      <QuestionDialog
        key={question.id}
        question={question}
        server={server}
        onAnswer={(result) => onAnswer(question, result)}
      />
    </Suspense>
  );
}
