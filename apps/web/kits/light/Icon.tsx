const paths = {
  check: 'M4 10.5 8.2 15 16 5.5',
  cross: 'M5 5l10 10M15 5 5 15',
  question: 'M7.3 7.4c.2-1.5 1.3-2.4 2.8-2.4 1.6 0 2.8 1 2.8 2.4 0 2-2.9 2.2-2.9 4.3M10 15v.1',
  clock: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM10 6.2V10l2.6 1.8',
  pause: 'M7 5v10M13 5v10',
  dash: 'M5 10h10',
  warning: 'M10 3.2 18 17H2L10 3.2ZM10 8.2v4M10 14.6v.1',
  info: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM10 9.2v4.4M10 6.4v.1',
  arrow: 'M4 10h12M11 5l5 5-5 5',
  back: 'M16 10H4M9 5l-5 5 5 5',
  down: 'M5 7.5l5 5 5-5',
  document: 'M5 3h6.5L15 6.5V17H5V3ZM11.5 3v3.5H15',
  person: 'M10 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM4.5 17c.4-3 2.6-4.6 5.5-4.6s5.1 1.6 5.5 4.6',
  search: 'M9 4a5 5 0 1 1 0 10A5 5 0 0 1 9 4ZM12.8 12.8 17 17',
  menu: 'M3.5 6h13M3.5 10h13M3.5 14h13',
  eye: 'M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5ZM10 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  shield: 'M10 3 16 5.2v4.4c0 3.7-2.4 6.3-6 7.4-3.6-1.1-6-3.7-6-7.4V5.2L10 3ZM7.4 10l1.9 2 3.4-4',
  spinner: 'M10 3a7 7 0 1 1-7 7',
} as const

export type IconName = keyof typeof paths

/** Decoration beside a word: hidden from readers, drawn in the colour of the text. */
export function Icon({ name, size = '1.15em' }: { name: IconName; size?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  )
}
