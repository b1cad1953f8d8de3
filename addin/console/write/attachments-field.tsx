import { Button, Spinner, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../components/icons.tsx';
import { useMailWords } from '../console-strings.ts';

const useStyles = makeStyles({
  zone: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} dashed ${tokens.colorNeutralStroke1}`,
  },
  over: { backgroundColor: tokens.colorBrandBackground2 },
  list: { display: 'contents', margin: 0, padding: 0, listStyleType: 'none' },
  file: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `0 ${tokens.spacingHorizontalXS} 0 ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

export interface ShownAttachment {
  readonly n: number;
  readonly name: string;
  readonly sizeBytes: number;
}

interface AttachmentsFieldProps {
  readonly attachments: readonly ShownAttachment[];
  /** Names of files that are on their way. */
  readonly pending: readonly string[];
  readonly onAdd: (files: readonly File[]) => void;
  readonly onRemove: (attachment: ShownAttachment) => void;
}

/** Files that go with the mail: chosen, or dropped here; what is on its way is shown. */
export const AttachmentsField = ({ attachments, pending, onAdd, onRemove }: AttachmentsFieldProps) => {
  const styles = useStyles();
  const words = useMailWords();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const zone = useRef<HTMLElement>(null);
  const taken = useRef(onAdd);
  useEffect(() => {
    taken.current = onAdd;
  });
  useEffect(() => {
    const place = zone.current;
    if (place === null) return undefined;
    const listening = new AbortController();
    const { signal } = listening;
    place.addEventListener('dragleave', () => setOver(false), { signal });
    place.addEventListener(
      'dragover',
      (event) => {
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    place.addEventListener(
      'drop',
      (event) => {
        event.preventDefault();
        setOver(false);
        taken.current([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
    return () => listening.abort();
  }, []);
  return (
    <section aria-label={words.attachments} className={mergeClasses(styles.zone, over && styles.over)} ref={zone}>
      <Button icon={<Icon name="attachment" size={16} />} onClick={() => input.current?.click()} size="small">
        {words.attach}
      </Button>
      <input
        aria-label={words.attach}
        hidden
        multiple
        onChange={(event) => {
          onAdd([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
        ref={input}
        type="file"
      />
      <ul aria-label={words.attachments} className={styles.list}>
        {attachments.map((attachment) => (
          <li className={styles.file} key={attachment.n}>
            {attachment.name} ({words.kilobytes(Math.max(1, Math.round(attachment.sizeBytes / 1024)))})
            <Button
              appearance="transparent"
              aria-label={words.detach(attachment.name)}
              icon={<Icon name="close" size={16} />}
              onClick={() => onRemove(attachment)}
              size="small"
            />
          </li>
        ))}
      </ul>
      {pending.map((name) => (
        <Spinner key={name} label={words.attaching(name)} size="tiny" />
      ))}
      {attachments.length + pending.length === 0 && <span className={styles.hint}>{words.dropHere}</span>}
    </section>
  );
};
