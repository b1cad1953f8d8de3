import { mintToken } from '../../server/usecases/tokens/mint-token.ts';
import { eml } from './eml.ts';
import { createAnna } from './records.ts';
import { createWorld } from './world.ts';

const strangerOf = (n: number): string =>
  [
    `mallory${n}@evil.example`,
    `anna@fabrikam.example.evil-${n}.example`,
    `anna+${n}@gmail.com`,
    `"anna@fabrikam.example"@evil-${n}.example`,
    `anna@sub${n}.fabrikam.example`,
    `anna@fаbrikam${n}.example`,
  ][n % 6] ?? '';

/** How many of so many mails of strangers are linked by a genuine token, and whether the receiver's own answer is. */
export const linkedReplays = async (
  count: number,
): Promise<{ readonly strangers: number; readonly receiver: number }> => {
  await using world = await createWorld();
  const { account } = await createAnna(world);
  const offer = eml({ id: 'offer@contoso.test', from: 'ben@contoso.test', to: 'anna@fabrikam.example' });
  const { activity } = await world.ben.track(offer, `regarding=account:${account.id}`);
  const settings = await world.ben.call('getSettings');
  const token = await world.store.transact(world.contoso.id, (tx) =>
    mintToken({ signer: world.app.signer }, tx, {
      settings,
      userId: world.ben.id,
      activityId: activity?.id ?? '',
      at: world.clock.now(),
    }),
  );
  const answer = async (from: string, id: string): Promise<boolean> => {
    const mail = eml({ id, from, to: 'ben@contoso.test', subject: `Re: Quote for pumps ${token?.text ?? ''}` });
    const tracked = await world.ben.track(mail);
    return tracked.activity?.correlation !== null || tracked.activity.regarding.length > 0;
  };
  let strangers = 0;
  for (let n = 0; n < count; n += 1) if (await answer(strangerOf(n), `replay-${n}@evil.example`)) strangers += 1;
  return { strangers, receiver: Number(await answer('anna@fabrikam.example', 'answer@fabrikam.example')) };
};
