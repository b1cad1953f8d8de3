import { useState } from 'react';
import { useDevices } from '../../queries/devices.ts';
import { DesignationCard } from './designation-card.tsx';
import { ReplaceCard } from './replace-card.tsx';

interface NewDeviceCardsProps {
  readonly deviceId: string;
  readonly onAnswered: () => void;
}

/** What an Outlook is asked that is new to the server, one after the other: whether it is (I8), whether it synchronizes (I2). */
export const NewDeviceCards = ({ deviceId, onAnswered }: NewDeviceCardsProps) => {
  const devices = useDevices();
  const [both, setBoth] = useState(false);
  const device = devices.data?.find(({ id }) => id === deviceId);
  if (device?.replaces && !both)
    return <ReplaceCard device={device} former={device.replaces} onAnswered={() => setBoth(true)} />;
  return <DesignationCard deviceId={deviceId} onAnswered={onAnswered} />;
};
