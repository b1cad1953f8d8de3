import { expect, test } from 'vitest';
import type { Language } from '../../addin/simulator/state.ts';
import { seriousFindings } from '../support/axe.ts';
import { eml } from '../support/eml.ts';
import { annasMail } from '../support/pane-tenant.ts';
import { usePaneSession } from '../support/pane-session.ts';
import { dropMessage, openPane, selectMessage } from '../support/simulator.ts';

const session = usePaneSession();

const words = {
  'en-US': {
    track: 'Track in CRM',
    tracked: 'Tracked in CRM',
    untracked: 'Not tracked',
    title: 'Automatic tracking',
    off: /^Uma Tracker switched automatic tracking of this conversation off for everyone/,
  },
  'es-ES': {
    track: 'Registrar en CRM',
    tracked: 'Registrado en CRM',
    untracked: 'Sin registrar',
    title: 'Registro automático',
    off: /^Uma Tracker desactivó para todos el registro automático de esta conversación/,
  },
} as const satisfies Record<Language, unknown>;

test.each(['en-US', 'es-ES'] as const)(
  'C6: in %s a conversation is switched off where it is tracked, said on its next mail, and lifted there',
  async (language) => {
    const { page, tenant } = session;
    const say = words[language];
    await session.open({ profile: '1.16', language });
    const reply = eml({
      id: 'second@fabrikam.example',
      from: `Anna Berg <${tenant.anna.address}>`,
      to: tenant.email,
      subject: 'Re: Seal',
      headers: ['In-Reply-To: <seal@fabrikam.example>'],
    });
    await dropMessage(page, 'reply.eml', Buffer.from(reply));
    await dropMessage(page, 'first.eml', annasMail(tenant, 'Seal'));
    const first = await session.signedInPane();
    await first.getByRole('button', { name: say.track }).click();
    await first.getByText(say.tracked, { exact: true }).waitFor();
    await first.getByRole('button', { name: say.title }).click();
    await first.getByRole('switch').click();
    await first.getByText(say.off).waitFor();
    expect(await seriousFindings(first)).toEqual([]);

    await selectMessage(page, 'Re: Seal');
    const second = await openPane(page);
    await second.getByText(say.untracked, { exact: true }).waitFor();
    await second.getByText(say.off).waitFor();
    await second.getByRole('button', { name: say.title }).click();
    await second.getByRole('switch').click();
    await second.getByText(say.off).waitFor({ state: 'detached' });

    await selectMessage(page, 'Seal');
    const again = await openPane(page);
    await again.getByRole('button', { name: say.title }).click();
    expect(await again.getByRole('switch').isChecked()).toBe(true);
    expect(await again.getByText(say.off).count()).toBe(0);
  },
);
