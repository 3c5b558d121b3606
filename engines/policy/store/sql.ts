export type DataOf<E extends { type: string; data: unknown }, T extends E['type']> = Extract<
  E,
  { type: T }
>['data']

export const json = JSON.stringify

/** What the database leaves empty the interface leaves out. */
export const given = <T>(value: T | null): T | undefined => value ?? undefined

export const contains = (q: string) => `%${q.replace(/[\\%_]/g, '\\$&')}%`
