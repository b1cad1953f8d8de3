import type { ReactNode } from 'react';
import { RegardingPage } from '../features/regarding/regarding-page.tsx';
import type { Picking } from '../features/several/run-with-picker.tsx';

/** One regarding for several mails. */
export const pickForAll = ({ chosen, addresses, answer }: Picking): ReactNode => (
  <RegardingPage
    chosen={chosen}
    for="choose"
    mail={{ addresses, internetMessageId: null, inReplyTo: [] }}
    onAnswer={(given) => answer(given?.regarding ?? null)}
  />
);
