/** What a dialog for a server's question is given. */
export interface AskedProps {
  /** The question's params: a server's, so anything. */
  params: Record<string, unknown>;
  server: string;
  /** Without a result it is refused. */
  onAnswer(result: Record<string, unknown> | undefined): void;
}
