import { useState } from 'react';
import type { CallOutput } from '#shared/contracts/api.ts';
import type { SynchronizingElsewhere } from '#shared/contracts/devices.ts';
import { ApiError } from '../../api/api-error.ts';
import { sayError } from '../../components/error-text.ts';
import { useNotify } from '../../components/notices.tsx';
import { useClaimSynchronizing, useReleaseSynchronizing, useSignOutDevice } from '../../queries/devices.ts';
import { useStrings } from '../../strings/strings.ts';

export type Device = CallOutput<'listDevices'>['items'][number];

/** The holder that a refused claim named. */
export interface Asked {
  readonly deviceId: string;
  readonly holder: SynchronizingElsewhere;
}

/** Claiming, taking over and releasing the designation, and signing devices out. */
export const useDesignation = () => {
  const strings = useStrings();
  const { devices } = strings;
  const notify = useNotify();
  const claiming = useClaimSynchronizing();
  const releasing = useReleaseSynchronizing();
  const signingOut = useSignOutDevice();
  const [asked, setAsked] = useState<Asked | null>(null);
  const fail = (error: unknown) =>
    notify({ intent: 'error', text: `${sayError(error, strings)} ${strings.errorPhrases.nothingChanged}` });

  const claim = async (deviceId: string, takeOver: boolean): Promise<boolean> => {
    setAsked(null);
    try {
      await claiming.mutateAsync({ deviceId, takeOver });
      notify({ intent: 'success', text: devices.claimed, undo: () => releasing.mutateAsync(deviceId) });
      return true;
    } catch (error) {
      const holder = holderOf(error);
      if (holder) setAsked({ deviceId, holder });
      else fail(error);
      return false;
    }
  };

  return {
    /** Somebody else holds it: the person must say whether to take over (I2). */
    asked,
    dismiss: () => setAsked(null),
    busy: claiming.isPending || releasing.isPending || signingOut.isPending,
    claim,
    release: (deviceId: string) =>
      releasing
        .mutateAsync(deviceId)
        .then(() => notify({ intent: 'success', text: devices.released }))
        .catch(fail),
    signOut: ({ id, name }: Device) =>
      signingOut
        .mutateAsync(id)
        .then(() => notify({ intent: 'success', text: devices.signedOut(name) }))
        .catch(fail),
  };
};

/** The members of that problem, as far as the server's word can be relied on. */
const namesHolder = (members: object): members is SynchronizingElsewhere =>
  'holder' in members && 'since' in members && 'lastSeen' in members;

const holderOf = (error: unknown): SynchronizingElsewhere | null => {
  if (!(error instanceof ApiError) || error.code !== 'synchronizing_elsewhere') return null;
  const members: object = error.members;
  return namesHolder(members) ? members : null;
};
