/** What items pick from: fields that are asked, materials that are wanted. */
export const wordKinds = ['field', 'material'] as const
export type WordKind = (typeof wordKinds)[number]
