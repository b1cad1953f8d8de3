import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../queries/api-context.ts';
import { useAttachments } from '../../queries/emails.ts';
import type { ShownAttachment } from './attachments-field.tsx';
import { readFile } from './read-file.ts';

interface TextFileNeeds {
  /** Files belong to a stored draft: it is saved first. */
  readonly store: () => Promise<string>;
  readonly onError: (error: unknown) => void;
}

export interface TextFiles {
  readonly pending: readonly string[];
  readonly attach: (files: readonly File[]) => Promise<void>;
  /** Attaches a picture to be shown in the text; gives what the text refers to. Null: it could not be attached. */
  readonly attachImage: (file: File) => Promise<{ readonly contentId: string; readonly source: string } | null>;
  readonly detach: (attachment: ShownAttachment) => Promise<void>;
}

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

/** Files on their way to and from the draft; each is read, sent and shown while it is under way. */
export const useTextFiles = ({ store, onError }: TextFileNeeds): TextFiles => {
  const { organizationId } = useApi();
  const client = useQueryClient();
  const { add, remove } = useAttachments();
  const [pending, setPending] = useState<readonly string[]>([]);

  const refresh = (emailId: string) => client.invalidateQueries({ queryKey: ['email', organizationId, emailId] });
  const sending = async <T>(name: string, work: () => Promise<T>): Promise<T | null> => {
    setPending((names) => [...names, name]);
    try {
      return await work();
    } catch (error) {
      onError(error);
      return null;
    } finally {
      setPending((names) => names.filter((one) => one !== name));
    }
  };
  return {
    pending,
    attach: async (files) => {
      for (const file of files)
        await sending(file.name, async () => {
          const emailId = await store();
          const { name, type, contentBase64 } = await readFile(file, file.name);
          await add(emailId, { name, type, contentBase64, inline: false });
          await refresh(emailId);
        });
    },
    attachImage: (file) => {
      const contentId = `image-${crypto.randomUUID()}.${extensions[file.type] ?? 'png'}`;
      return sending(file.name || contentId, async () => {
        const emailId = await store();
        const { type, contentBase64, source } = await readFile(file, file.name);
        await add(emailId, { name: contentId, type, contentBase64, inline: true, contentId });
        await refresh(emailId);
        return { contentId, source };
      });
    },
    detach: async ({ n, name }) => {
      await sending(name, async () => {
        const emailId = await store();
        await remove(emailId, n);
        await refresh(emailId);
      });
    },
  };
};
