import { makeStyles, mergeClasses } from '@fluentui/react-components';

/** Strokes on a grid of 20 by 20, drawn for the product; they take the colour of the text around them. */
const paths = {
  add: 'M10 4v12M4 10h12',
  attachment: 'M7 7v6a3 3 0 0 0 6 0V6a2 2 0 0 0-4 0v6.500',
  back: 'M12.500 4.500 7 10l5.500 5.500',
  badge:
    'M3.500 5h13v10.500h-13V5ZM7.500 10a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3ZM5.200 13c.200-1.300 1-2 2.300-2s2.100.7 2.300 2M12 8.500h2.500M12 11.500h2.500',
  building:
    'M4.500 16.500v-12a1 1 0 0 1 1-1h5a1 1 0 0 1 1 1v12M11.500 8.500h3a1 1 0 0 1 1 1v7M3 16.500h14M7 7h2M7 10h2M7 13h2',
  campaign: 'M4 8.500v3h2.500L13 15V5L6.500 8.500H4ZM15.500 8.500a2 2 0 0 1 0 3M7 11.500 8 16',
  check: 'm4.500 10.500 3.500 3.500 7.500-8',
  checkCircle: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7 10.200l2.200 2.200L13.200 8',
  chevronDown: 'm4.500 7.500 5.500 5.500 5.500-5.500',
  chevron: 'm7.500 4.500 5.500 5.500-5.500 5.500',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.200l2.700 1.800',
  close: 'm5 5 10 10M15 5 5 15',
  deal: 'M3.500 12.500 8 8l3 3 5.500-6M12.500 5h4v4M3.500 16.500h13',
  device: 'M4 4.500h12v8.500H4V4.500ZM7.500 16h5M10 13v3',
  edit: 'M4 16l.8-3.400L13.300 4.100l2.600 2.600-8.500 8.500L4 16ZM11.700 5.700l2.600 2.600',
  external: 'M8.500 4.500H4.500v11h11v-4M11.500 4.500h4v4M15.500 4.500 9.500 10.500',
  filter: 'M3.500 4.500h13l-5 6v5.500l-3-1.500v-4l-5-6Z',
  flow: 'M3.500 4h5v4h-5V4ZM11.500 12h5v4h-5v-4ZM6 8v6h5.500',
  forward: 'M11 5 16.500 9.500 11 14v-2.700c-3.500 0-5.700 1-7.500 3.700.400-4.500 3-7.300 7.500-7.500V5Z',
  hold: 'M10 3.500 17.500 16.500h-15L10 3.500ZM10 8.500v3.500M10 14.300v.2',
  inbox: 'M3.500 11.500 5.500 4.500h9l2 7v4h-13v-4ZM3.500 11.500h4c.3 1.400 1.200 2 2.500 2s2.200-.6 2.500-2h4',
  list: 'M7.500 5.500h9M7.500 10h9M7.500 14.500h9M3.500 5.500h.500M3.500 10h.500M3.500 14.500h.500',
  lock: 'M5.500 9h9v7.500h-9V9ZM7 9V6.800a3 3 0 0 1 6 0V9',
  mail: 'M3 5h14v10H3V5ZM3.300 5.500 10 10.500l6.700-5',
  menu: 'M3.500 5.500h13M3.500 10h13M3.500 14.500h13',
  people:
    'M7.500 9.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5ZM2.500 16c.300-3 2-4.500 5-4.500s4.700 1.500 5 4.500M13 9.300a2.200 2.200 0 1 0-.4-4.300M14.500 11.700c1.800.4 2.800 1.800 3 4.300',
  person: 'M10 10a3.200 3.200 0 1 0 0-6.400A3.200 3.200 0 0 0 10 10ZM4 16.800c.400-3.400 2.500-5 6-5s5.600 1.600 6 5',
  pin: 'm8 3.500 8.500 8.500-2 .500-3 3-.500 2L3 9.500l2.500-.500 2-3 .500-2.500ZM6.800 13.200 3 17',
  question: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM8 8.200a2 2 0 1 1 2.800 1.900c-.6.300-.8.600-.8 1.400M10 13.700v.2',
  record: 'M5 3.500h7l3.500 3.500v9.500H5v-13ZM12 3.500V7h3.500M7.500 10h5M7.500 13h5',
  search: 'M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11ZM13 13l4 4',
  send: 'M3.500 3.800 17 10 3.500 16.200 5.500 10l-2-6.200ZM5.500 10H11',
  server: 'M3.500 4h13v5h-13V4ZM3.500 11h13v5h-13v-5ZM6 6.500h.5M6 13.500h.5',
  settings:
    'M3.500 6h7M14.500 6h2M3.500 14h2M9.500 14h7M12.500 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7.500 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  spark: 'M10 3.500 11.600 8.400 16.500 10l-4.900 1.600L10 16.500l-1.600-4.900L3.500 10l4.900-1.600L10 3.500Z',
  sync: 'M16 9a6 6 0 0 0-10.700-2.700L4 7.800M4 4.200v3.600h3.600M4 11a6 6 0 0 0 10.700 2.700l1.300-1.500M16 15.800v-3.600h-3.600',
  ticket: 'M3 6h14v2.500a1.500 1.500 0 0 0 0 3V14H3v-2.500a1.500 1.500 0 0 0 0-3V6ZM12 6v8',
  tray: 'M4 4.500h12M4 7.500h12M3.500 10.500h4.200c.200 1.200 1 1.800 2.300 1.800s2.100-.600 2.300-1.800h4.200v6h-13v-6Z',
  untracked: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z',
} as const;
export type IconName = keyof typeof paths;

const useStyles = makeStyles({ icon: { flexShrink: 0, display: 'block' }, dashed: { strokeDasharray: '2.6 2.4' } });

interface IconProps {
  readonly name: IconName;
  readonly size?: 16 | 20 | 24 | 32;
  readonly filled?: boolean;
}

/** A picture beside a word; it says nothing of its own, so screen readers pass it by. */
export const Icon = ({ name, size = 20, filled = false }: IconProps) => {
  const styles = useStyles();
  return (
    <svg
      aria-hidden="true"
      className={mergeClasses(styles.icon, name === 'untracked' && styles.dashed)}
      fill={filled ? 'currentColor' : 'none'}
      focusable="false"
      height={size}
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth={size === 16 ? 1.7 : 1.5}
      viewBox="0 0 20 20"
      width={size}
    >
      <path d={paths[name]} />
    </svg>
  );
};

const byType: Readonly<Record<string, IconName>> = {
  user: 'person',
  account: 'building',
  contact: 'person',
  lead: 'spark',
  opportunity: 'deal',
  case: 'ticket',
  queue: 'inbox',
  team: 'people',
  campaign: 'campaign',
};

/** The picture of a record type; declared types share one. */
export const iconOfType = (type: string): IconName => byType[type] ?? 'record';
