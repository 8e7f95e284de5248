import { useState } from 'react';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Section } from '../../ui/section.tsx';
import classes from './doctor.module.css';

interface Diagnostics {
  name: string;
  text: string;
}

/** Facts for a bug report: what is in them, what is not, and the file itself before it is sent. */
export function Report() {
  const { report: words } = useMessages().doctor;
  const [shown, setShown] = useState<Diagnostics>();
  const make = useAction((hub, _: 'show' | 'download') => hub.doctor.diagnostics(), {
    onDone: (made, way) => (way === 'show' ? setShown(made) : save(made)),
  });
  return (
    <Section id="report" title={words.title} aside={words.what}>
      <div className={classes.report}>
        <p>{words.inside}</p>
        <p>{words.outside}</p>
        <div className={classes.actions} data-action>
          <Button busy={make.busy} onClick={() => make.run('download')}>
            {make.busy ? words.making : words.download}
          </Button>
          <Button look="quiet" busy={make.busy} onClick={() => make.run('show')}>
            {words.show}
          </Button>
        </div>
      </div>
      {shown && <ReportDialog made={shown} onClose={() => setShown(undefined)} />}
    </Section>
  );
}

function ReportDialog({ made, onClose }: { made: Diagnostics; onClose(): void }) {
  const { doctor, common } = useMessages();
  const { report: words } = doctor;
  const { bytes } = useFormats();
  return (
    <Dialog
      title={made.name}
      size="large"
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => save(made)}>{words.download}</Button>
          <Button autofocus onClick={onClose}>
            {common.close}
          </Button>
        </>
      }
    >
      <p className={classes.size}>{words.sizeOf(bytes(made.text.length))}</p>
      <div className={classes.whole}>
        <CodeBlock name={words.name} text={made.text} />
      </div>
    </Dialog>
  );
}

function save({ name, text }: Diagnostics): void {
  saveFile(name, text, 'application/json');
}
