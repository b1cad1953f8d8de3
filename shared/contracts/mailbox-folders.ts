import { z } from 'zod';
import { FolderName, mailboxLimits, WireMailbox } from '../model/mailbox.ts';
import { endpoint } from './endpoint.ts';
import { routes } from './routes.ts';

const MailboxParams = z.object({ mailboxId: z.string().max(64) });

export const listMailboxFolders = endpoint({
  route: routes.listMailboxFolders,
  access: 'user',
  summary: 'Folders of a mailbox that may be read, as rules and settings name them; for its owner and administrators',
  params: MailboxParams,
  returns: z.object({
    items: z.array(z.string()),
    /** Which of them is the inbox, and which holds sent mail, where the server says so. */
    inbox: z.string().nullable(),
    sent: z.string().nullable(),
  }),
  errors: ['mailbox_not_found', 'mailbox_not_ready'],
});

export const setMailboxFolders = endpoint({
  route: routes.setMailboxFolders,
  access: 'user',
  summary: 'Which folders of a mailbox are read (A21); tested first; by its owner and administrators',
  params: MailboxParams,
  body: z.object({ folders: z.array(FolderName).min(1).max(mailboxLimits.folders) }).strict(),
  returns: WireMailbox,
  errors: ['invalid_request', 'mailbox_not_found', 'mailbox_not_ready', 'precondition_failed'],
});
