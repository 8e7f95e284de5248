import { useFormats, useMessages } from '../../state/messages.tsx';
import classes from './outcome.module.css';

interface MediaProps {
  /** Base64. */
  data: string;
  mimeType: string;
  name?: string | undefined;
}

/** Pictures and sounds from their own bytes, never from an address; other files to be saved. */
export function Media({ data, mimeType, name }: MediaProps) {
  const { outcome } = useMessages().playground;
  const { bytes } = useFormats();
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : 'application/octet-stream';
  const url = `data:${type};base64,${data.replace(/\s/g, '')}`;
  const size = bytes(Math.floor((data.length * 3) / 4));
  const caption = `${mimeType} · ${size}`;
  const label = name ?? outcome.file;
  return (
    <figure className={classes.media}>
      {type.startsWith('image/') && <img src={url} alt={outcome.imageOf(label)} />}
      {type.startsWith('audio/') && (
        // biome-ignore lint/a11y/useMediaCaption: a server's sound has none
        <audio controls src={url} aria-label={outcome.audioOf(label)} />
      )}
      <figcaption>
        {caption}{' '}
        <a href={url} download={label}>
          {outcome.saveFile}
        </a>
      </figcaption>
    </figure>
  );
}
