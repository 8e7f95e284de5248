import type { ReactNode } from 'react';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { useLive } from '../../state/hub.tsx';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { CopyLine } from '../../ui/copy-line.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import classes from './about.module.css';
import { licences } from './licences.ts';

/** Which Loom this is, where its things lie, and on whose work it stands. */
export function Page() {
  const { state } = useLive();
  const { frame, about: words } = useMessages();
  if (!state) return null;
  return (
    <PageFrame title={frame.pages.about} state={words.what}>
      <Versions state={state} />
      <Files state={state} />
      <Documents />
      <Licences />
    </PageFrame>
  );
}

function Versions({ state: { version, host, pid, startedAt } }: { state: HubState }) {
  const { about: words } = useMessages();
  // The doctor knows what runs the hub.
  const checks = useHubQuery(['doctor'], (hub) => hub.doctor.run()).data;
  const node = checks?.find(({ id }) => id === 'runtime')?.found;
  return (
    <dl className={classes.list}>
      <Row name={words.version}>
        <CopyLine name={words.versionName} text={version} />
      </Row>
      <Row name={words.host}>{words.hosts[host]}</Row>
      <Row name={words.process}>
        {words.pid(String(pid))} <TimeAgo at={startedAt} />
      </Row>
      <Row name={words.node}>{node && <code>{node}</code>}</Row>
    </dl>
  );
}

function Files({ state: { files, endpoint } }: { state: HubState }) {
  const { files: words } = useMessages().about;
  const lines = [
    [words.registry, files.registry],
    [words.config, files.config],
    [words.state, files.state],
    [words.socket, endpoint.socket],
    [words.http, endpoint.http],
  ] as const;
  return (
    <Section id="files" title={words.title} aside={words.aside}>
      <dl className={classes.list}>
        {lines.map(
          ([name, path]) =>
            path !== undefined && (
              <Row key={name} name={name}>
                <CopyLine name={words.nameOf(name)} text={path} />
              </Row>
            ),
        )}
      </dl>
    </Section>
  );
}

function Documents() {
  const { documents: words } = useMessages().about;
  return (
    <Section id="documents" title={words.title} aside={words.aside}>
      <dl className={classes.list}>
        {words.list.map(({ file, about }) => (
          <Row key={file} name={<code>{file}</code>}>
            {about}
          </Row>
        ))}
      </dl>
    </Section>
  );
}

function Licences() {
  const { licences: words } = useMessages().about;
  const { number } = useFormats();
  const byLicence = Map.groupBy(licences, ([, licence]) => licence);
  return (
    <Section id="licences" title={words.title} aside={words.aside}>
      <dl className={classes.list}>
        {[...byLicence].map(([licence, packages]) => (
          <Row key={licence} name={`${licence} · ${number(packages.length)}`}>
            <span className={classes.packages}>
              {packages.map(([name]) => (
                <code key={name}>{name}</code>
              ))}
            </span>
          </Row>
        ))}
      </dl>
    </Section>
  );
}

function Row({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.row}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
