import { ElicitationDialog } from './elicitation-dialog.tsx';
import { isRecord } from './json-text.ts';
import type { RunQuestion } from './run-state.ts';
import { SamplingDialog } from './sampling-dialog.tsx';
import { UrlDialog } from './url-dialog.tsx';

interface QuestionDialogProps {
  question: RunQuestion;
  server: string;
  onAnswer(result: Record<string, unknown> | undefined): void;
}

/** Lets a person answer what a server asks of its client. */
export function QuestionDialog({ question, server, onAnswer }: QuestionDialogProps) {
  const params = isRecord(question.params) ? question.params : {};
  const asked = { params, server, onAnswer };
  if (question.method === 'sampling/createMessage') return <SamplingDialog {...asked} />;
  return params.mode === 'url' ? <UrlDialog {...asked} /> : <ElicitationDialog {...asked} />;
}
