const paths = {
  archive: 'M3 4h14v3H3zM4 7v9h12V7M8 10h4',
  back: 'M11 4l-6 6 6 6M5 10h11',
  calendar: 'M3 5h14v12H3zM3 9h14M7 3v4M13 3v4',
  close: 'M5 5l10 10M15 5L5 15',
  drafts: 'M4 16l1-4 8-8 3 3-8 8zM12 5l3 3',
  folder: 'M3 5h5l2 2h7v9H3z',
  forward: 'M11 5l5 5-5 5M16 10H9c-3 0-5 2-5 5',
  inbox: 'M3 11l3-7h8l3 7v5H3zM3 11h4l1 2h4l1-2h4',
  newMail: 'M10 4v12M4 10h12',
  paperclip: 'M14 7l-6 6a2 2 0 01-3-3l7-7a3 3 0 014 4l-7 7',
  pin: 'M7 3h6l-1 6 3 3H5l3-3zM10 12v5',
  reply: 'M9 5l-5 5 5 5M4 10h7c3 0 5 2 5 5',
  replyAll: 'M7 5l-5 5 5 5M12 5l-5 5 5 5M7 10h6c3 0 5 2 5 5',
  sent: 'M3 10l14-6-4 13-4-5zM9 12l8-8',
  settings: 'M3 6h8M15 6h2M11 4v4M3 14h2M9 14h8M7 12v4',
  track: 'M10 3a7 7 0 107 7M10 7a3 3 0 103 3M10 10l7-7',
  open: 'M3 14v3h14v-3M10 13V3M6 7l4-4 4 4',
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside a word; it says nothing by itself. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" focusable="false">
    <path
      d={paths[name]}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  </svg>
);
