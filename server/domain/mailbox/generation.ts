import type { MessageOrigin } from './message-origin.ts';

/** Folder and generation of a mail: keys of one generation tell mails apart, those of another name the same mails anew. */
export const generationOf = (
  origin: MessageOrigin,
  epoch: number,
): { readonly epoch: number; readonly folder: string | null; readonly generation: string } => {
  switch (origin.protocol) {
    case 'imap':
      return { epoch, folder: origin.folder, generation: origin.uidValidity };
    case 'pop3':
      return { epoch, folder: null, generation: '' };
    case 'graph':
      return { epoch, folder: null, generation: '' };
  }
};
