/** The uploaded bytes' hash of each import begun here, so that the file can be read again with other columns. */
const keyOf = (importId: string) => `yishang.import.${importId}`

export const rememberFile = (importId: string, hash: string): void =>
  sessionStorage.setItem(keyOf(importId), hash)
export const fileOf = (importId: string): string | undefined =>
  sessionStorage.getItem(keyOf(importId)) ?? undefined
