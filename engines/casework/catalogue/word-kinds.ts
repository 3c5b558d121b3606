/** What items pick from: fields that are asked, the choices that fields offer, materials that are wanted. */
export const wordKinds = ['field', 'choice-list', 'material'] as const
export type WordKind = (typeof wordKinds)[number]
