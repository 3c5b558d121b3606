import type { Complaint } from '#kernel/definition.ts'

/** One thing wrong in a text that people wrote, in both languages, with the way out. */
export const complain = (
  code: string,
  path: readonly (string | number)[],
  expected: string,
  message: readonly [zh: string, en: string],
  remedy: readonly [zh: string, en: string],
): Complaint => ({
  code,
  path,
  expected,
  message: { zh: message[0], en: message[1] },
  remedy: { zh: remedy[0], en: remedy[1] },
})
