import { ErrorNotice } from '../../components/error-notice.tsx';
import { TextSkeleton } from '../../components/skeletons.tsx';
import { useMySettings } from '../../queries/settings.ts';
import { useConsoleStrings } from '../console-strings.ts';
import { AddressesSection } from '../mine/addresses-section.tsx';
import { DropAddressSection } from '../mine/drop-address-section.tsx';
import { SignatureSection } from '../mine/signature-section.tsx';
import { RoomTitle } from './room-title.tsx';

/** P20: what belongs to oneself: the signature, the addresses, and the one that tracks what one sends there. */
export const MinePage = () => {
  const { rooms } = useConsoleStrings();
  const settings = useMySettings();
  return (
    <>
      <RoomTitle>{rooms.mine}</RoomTitle>
      {settings.isError && <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isPending && <TextSkeleton lines={8} />}
      {settings.data && <SignatureSection stands={settings.data} />}
      <AddressesSection />
      <DropAddressSection />
    </>
  );
};
