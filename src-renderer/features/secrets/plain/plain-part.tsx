import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { Button } from '../../../ui/button.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { Section } from '../../../ui/section.tsx';
import { AdoptList } from './adopt-list.tsx';
import { Elsewhere } from './elsewhere.tsx';
import classes from './plain.module.css';
import { Unchecked } from './unchecked.tsx';

/** Secrets that stand in files as they are: what of it Loom can move, and what to do about the rest. */
export function PlainPart() {
  const { plain } = useMessages().secrets;
  const { data, error, isLoading, refetch } = useHubQuery(['plain secrets'], (hub) =>
    hub.secrets.findPlaintext(),
  );
  return (
    <Section
      id="plain"
      title={plain.title}
      aside={plain.aside}
      action={
        <Button look="quiet" onClick={refetch}>
          {plain.again}
        </Button>
      }
    >
      {isLoading && <p className={classes.quiet}>{plain.looking}</p>}
      {!data && error ? <Failure error={error} retry={refetch} /> : null}
      {data && (
        <>
          {data.adoptable.length > 0 && <AdoptList key={keyOf(data.adoptable)} {...data} />}
          {data.elsewhere.length > 0 && <Elsewhere findings={data.elsewhere} />}
          {data.unchecked.length > 0 && <Unchecked files={data.unchecked} />}
          {data.adoptable.length + data.elsewhere.length === 0 && <Clean files={data.checked} />}
        </>
      )}
    </Section>
  );
}

/** Another plan is chosen from anew. */
function keyOf(adoptable: readonly { id: string }[]): string {
  return adoptable.map(({ id }) => id).join();
}

/** Says which files that is true of. */
function Clean({ files }: { files: readonly string[] }) {
  const { plain } = useMessages().secrets;
  const { number } = useFormats();
  return (
    <details className={classes.clean}>
      <summary>{plain.clean(plain.files(files.length, number(files.length)))}</summary>
      <ul>
        {files.map((file) => (
          <li key={file}>
            <code>{file}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
