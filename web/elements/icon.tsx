/** Outlines on a 24 by 24 grid, drawn for this app. */
const outlines = {
  wallet: 'M3.5 8.5v9a2 2 0 0 0 2 2h13a2 2 0 0 0 2-2v-7a2 2 0 0 0-2-2h-13a2 2 0 0 1 0-4h12v4M16.5 14h.01',
  history: 'M4 12a8 8 0 1 0 2.6-5.9M4 4v4h4M12 8v4.5l3 1.8',
  scan: 'M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M8 12.2l2.7 2.6L16 9.5',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5',
  gauge: 'M4.5 18a9 9 0 1 1 15 0M12 14l4-4.5M12 14h.01',
  plus: 'M12 5v14M5 12h14',
  back: 'M19 12H5M11 6l-6 6 6 6',
  next: 'M9 5l7 7-7 7',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  verified: 'M12 3l7 2.7v5.4c0 4.5-2.9 7.9-7 9.9-4.1-2-7-5.4-7-9.9V5.7L12 3ZM8.7 12l2.4 2.4 4.3-4.6',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5V12l3 2',
  differ: 'M5 9h14M5 15h14M16 4.5l-8 15',
  missing: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l4.5 4.5M9 9l4 4M13 9l-4 4',
  ended: 'M7 3.5h10M7 20.5h10M8 3.5c0 4 4 5.5 4 8.5s-4 4.5-4 8.5M16 3.5c0 4-4 5.5-4 8.5s4 4.5 4 8.5',
  revoked: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM5.8 5.8l12.4 12.4',
  unreachable: 'M4 4l16 16M8.5 15.5a5 5 0 0 1 6.5-.5M5.5 12a9 9 0 0 1 4-2.3M18.5 12a9 9 0 0 0-4.3-2.4M12 19h.01',
  alert: 'M12 4l9 16H3L12 4ZM12 10v4.5M12 17.2h.01',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.8h.01',
  close: 'M6 6l12 12M18 6L6 18',
  hide: 'M4 4l16 16M9.9 5.3A9.6 9.6 0 0 1 12 5c5 0 8.5 4.5 9.5 7-.4 1-1.3 2.5-2.6 3.8M6.3 7.3C4.3 8.7 3 10.7 2.5 12c1 2.5 4.5 7 9.5 7 1.7 0 3.2-.5 4.5-1.2M10 10a2.8 2.8 0 0 0 4 4',
  see: 'M2.5 12c1-2.5 4.5-7 9.5-7s8.5 4.5 9.5 7c-1 2.5-4.5 7-9.5 7s-8.5-4.5-9.5-7ZM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6Z',
  key: 'M14.5 13.5a5 5 0 1 0-4.9-4L3.5 15.6V20H8v-2.5h2.5V15h1.6l1.1-1.6c.4.1.9.1 1.3.1ZM16 8h.01',
  device: 'M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3ZM11 18h2',
  lock: 'M6 10.5h12a1 1 0 0 1 1 1V19a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-7.5a1 1 0 0 1 1-1ZM8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2.5',
  unlock:
    'M6 10.5h12a1 1 0 0 1 1 1V19a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-7.5a1 1 0 0 1 1-1ZM8 10.5V7.5a4 4 0 0 1 7.7-1.5M12 14.5v2.5',
  leave: 'M14 4.5H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h8M10 12h10.5M17 8l4 4-4 4',
  refresh: 'M20 12a8 8 0 1 1-2.5-5.8M20 4v4h-4',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2M14 18.5h2v1.5M19 18h1v2h-1z',
  remove: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10 11v5M14 11v5',
  edit: 'M4 20l1-4.5L16.5 4a2 2 0 0 1 3 3L8.5 18.8 4 20ZM14.5 6l3.3 3.3',
  health:
    'M12 20s-8-4.7-8-10.3C4 7 6 5 8.3 5c1.5 0 2.9.8 3.7 2.1C12.8 5.8 14.2 5 15.7 5 18 5 20 7 20 9.7 20 15.3 12 20 12 20ZM12 9.5v5M9.5 12h5',
  driving:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM10 12H3.7M14 12h6.3M12 14v6.5',
  vaccination: 'M13 5l6 6M16 8l3.5-3.5M18 3l3 3M15 7L6.5 15.5l2 2L17 9M7.5 16.5L3.5 20.5M11 11l1.5 1.5',
  paper: 'M6 3.5h8.5L19 8v12.5H6zM14 3.5V8.5h5M9 12.5h6.5M9 16h6.5',
  sign: 'M4 19.5h16M6 16l1-4L16 3.5l3 3L10 15l-4 1Z',
  camera:
    'M4 8h3.5L9 5.5h6L16.5 8H20a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1ZM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z',
  arrange: 'M8 5v14M4.5 15.5L8 19l3.5-3.5M16 19V5M12.5 8.5L16 5l3.5 3.5',
  dot: 'M12 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z',
} as const;

export type IconName = keyof typeof outlines;

/** A decoration beside a text that says the same; hidden from screen readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={outlines[name]} />
    </svg>
  );
}
