/** 128 random bits; unlike `randomUUID` it also works where the page came without TLS. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * One key for one intent. Pressing again with the same content – after a lost answer, say – sends the same key, so
 * the act happens once; changed content or a finished act is a new intent.
 */
export function createIntent(makeKey: () => string = newKey) {
  let content: string | undefined
  let key = ''
  return {
    keyFor: (input: unknown): string => {
      const now = JSON.stringify(input)
      if (now !== content) {
        content = now
        key = makeKey()
      }
      return key
    },
    finished: () => {
      content = undefined
    },
  }
}
