import { Button } from '@fluentui/react-components';
import { sayError } from '../../components/error-text.ts';
import { useNotify } from '../../components/notices.tsx';
import { type HeldMail, useAllHeldMail, useExportHeld } from '../../queries/held-mail.ts';
import { useStrings } from '../../strings/strings.ts';
import { useRouterWords } from '../console-strings.ts';
import { saveBytes } from '../save-bytes.ts';
import { exportParts } from './export-parts.ts';

interface ExportProps {
  /** Chosen ones; none: all that one may read. */
  readonly chosen: readonly HeldMail[];
}

/** A14: held mail as .eml files, in one archive or, where it is too much for one, in several. */
export const ExportButton = ({ chosen }: ExportProps) => {
  const words = useRouterWords().held;
  const strings = useStrings();
  const notify = useNotify();
  const findAll = useAllHeldMail();
  const save = useExportHeld();
  const run = async () => {
    try {
      const parts = exportParts(chosen.length > 0 ? chosen : await findAll());
      for (const [index, ids] of parts.entries()) {
        const archive = await save.mutateAsync(ids);
        saveBytes(archive, parts.length === 1 ? 'held-mail.zip' : `held-mail-${String(index + 1)}.zip`);
      }
      notify({ intent: 'success', text: words.exported(parts.flat().length) });
    } catch (error) {
      notify({ intent: 'error', text: sayError(error, strings) });
    }
  };
  return (
    <Button disabledFocusable={save.isPending} onClick={() => void run()}>
      {save.isPending
        ? words.exporting
        : chosen.length > 0
          ? words.exportSelected(String(chosen.length))
          : words.exportAll}
    </Button>
  );
};
