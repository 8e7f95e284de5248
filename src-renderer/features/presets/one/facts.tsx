import { Link } from '@tanstack/react-router';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { CopyIcon } from '../../../ui/copy-line.tsx';
import { OutsideLink } from '../../../ui/slots/outside-link.tsx';
import type { PresetItem } from '../use-presets.ts';
import classes from './one.module.css';

/** Whose it is, where it is from, and how Loom knows that it works. */
export function Facts({ preset }: { preset: PresetItem }) {
  const { presets: words } = useMessages();
  const { list } = useFormats();
  const { facts } = words;
  const { publisher, homepage, license, category, runtimes, verified } = preset;
  const programs = runtimes.filter((runtime) => runtime !== 'none');
  return (
    <dl className={classes.facts} aria-label={facts.title}>
      <div>
        <dt>{facts.publisher}</dt>
        <dd>{publisher}</dd>
      </div>
      <div>
        <dt>{facts.homepage}</dt>
        <dd className={classes.homepage}>
          <OutsideLink href={homepage}>{homepage.replace(/^https?:\/\//, '')}</OutsideLink>
          <CopyIcon name={facts.homepage} text={homepage} />
        </dd>
      </div>
      <div>
        <dt>{facts.license}</dt>
        <dd>{license ?? facts.unknownLicense}</dd>
      </div>
      <div>
        <dt>{facts.runtimes}</dt>
        <dd>
          {programs.length > 0
            ? list(programs.map((runtime) => words.runtimes[runtime]))
            : facts.hosted}
        </dd>
      </div>
      <div>
        <dt>{facts.category}</dt>
        <dd>
          <Link to="/presets" search={{ category }}>
            {words.categories[category]}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{words.verified[verified]}</dt>
        <dd>
          {verified === 'probed' ? words.verified.whyProbed : words.verified.whyDocumentation}
        </dd>
      </div>
    </dl>
  );
}
