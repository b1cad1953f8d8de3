import type { SyncKind } from '../item.ts';
import type { KindRules } from '../policy.ts';
import { appointment } from './appointment.ts';
import { contact } from './contact.ts';
import { task } from './task.ts';

/** Every kind of item that is synchronized; a new one is one file and one line here. */
export const kinds: Readonly<Record<SyncKind, KindRules>> = { contact, task, appointment };
