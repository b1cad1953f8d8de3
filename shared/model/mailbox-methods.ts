import { z } from 'zod';

/** Who synchronizes or sends: `any`: whoever is connected. */
const Method = z.enum(['any', 'none', 'outlook', 'server']);

/** I7: who does what for the mailbox of a user, as an administrator chose it. Routers bring mail and nothing else. */
export const MailboxMethods = z
  .object({
    /** Mail that comes in by itself. */
    incoming: z.enum(['any', 'none', 'outlook', 'server', 'router']),
    /** Mail that goes out in their name. */
    outgoing: Method,
    /** Contacts, tasks and appointments. */
    items: Method,
  })
  .strict();
export type MailboxMethods = z.infer<typeof MailboxMethods>;
