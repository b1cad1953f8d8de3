import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Icon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useDevices } from '../../queries/devices.ts';
import { useMoment, useStrings } from '../../strings/strings.ts';
import { ReplaceCard } from './replace-card.tsx';
import { TakeOverDialog } from './take-over-dialog.tsx';
import { type Device, useDesignation } from './use-designation.ts';

const useStyles = makeStyles({
  text: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  device: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS },
  name: { display: 'block', fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  sync: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXXS,
    color: tokens.colorBrandForeground1,
  },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, marginTop: tokens.spacingVerticalXS },
});

/** I1, I4: which Outlook synchronizes, since when and when last seen; claim, release, sign out. */
export const DeviceSection = () => {
  const styles = useStyles();
  const { devices: words } = useStrings();
  const devices = useDevices();
  const designation = useDesignation();
  const { asked, claim, dismiss } = designation;
  return (
    <Section title={words.title}>
      <p className={styles.text}>{words.what}</p>
      {devices.isError && <ErrorNotice error={devices.error} onRetry={() => void devices.refetch()} />}
      {devices.isPending && <RowsSkeleton rows={2} />}
      {devices.data && !devices.data.some(({ synchronizing }) => synchronizing) && (
        <p className={styles.text}>{words.none}</p>
      )}
      {devices.data?.map(
        (device) => device.replaces && <ReplaceCard device={device} former={device.replaces} key={device.id} />,
      )}
      <ul className={styles.list}>
        {devices.data?.map((device) => (
          <DeviceRow designation={designation} device={device} key={device.id} />
        ))}
      </ul>
      <TakeOverDialog
        holder={asked?.holder ?? null}
        onAnswer={(answer) => (answer === 'yes' && asked ? void claim(asked.deviceId, true) : dismiss())}
      />
    </Section>
  );
};

interface DeviceRowProps {
  readonly device: Device;
  readonly designation: ReturnType<typeof useDesignation>;
}

const DeviceRow = ({ device, designation }: DeviceRowProps) => {
  const styles = useStyles();
  const { devices: words } = useStrings();
  const moment = useMoment();
  const { busy, claim, release, signOut } = designation;
  const facts = [
    device.current ? words.thisOne : words.lastSeen(moment(device.lastSeen)),
    device.stale ? words.stale : '',
    device.mailbox ?? '',
  ];
  return (
    <li className={styles.device}>
      <Icon name="device" />
      <div>
        <span className={styles.name}>{device.name}</span>
        <p className={styles.text}>{facts.filter(Boolean).join(' · ')}</p>
        {device.synchronizing && (
          <span className={styles.sync}>
            <Icon name="sync" size={16} />
            {words.synchronizing} {words.since(moment(device.synchronizing.since))}
          </span>
        )}
        <div className={styles.row}>
          {device.current && !device.synchronizing && (
            <Button disabledFocusable={busy} onClick={() => void claim(device.id, false)} size="small">
              {words.claim}
            </Button>
          )}
          {device.synchronizing && (
            <Button
              aria-label={words.releaseFor(device.name)}
              disabledFocusable={busy}
              onClick={() => void release(device.id)}
              size="small"
            >
              {words.release}
            </Button>
          )}
          {!device.current && (
            <Button
              aria-label={words.signOutFor(device.name)}
              disabledFocusable={busy}
              onClick={() => void signOut(device)}
              size="small"
            >
              {words.signOutDevice}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
};
