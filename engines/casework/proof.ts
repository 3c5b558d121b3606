import type { Material } from '#definitions/city/schemas.ts'
import type { Bilingual } from '#kernel/text.ts'

/**
 * How far a licence is relied on (国办函〔2016〕108号): A came from the authority itself and B was compared with its original, both
 * are used as they are · C was uploaded and its original is looked at before the decision · D is the holder's word and proves nothing.
 */
export const proofLevels = ['A', 'B', 'C', 'D'] as const
export type ProofLevel = (typeof proofLevels)[number]

/** Whether a licence is one of those that prove a material: of its type, or of its name in either language. */
export const proves = (
  { provenBy = [] }: Pick<Material, 'provenBy'>,
  shown: { readonly title: Bilingual; readonly licenceType?: string | undefined },
): boolean =>
  provenBy.some(
    ({ title, licence }) =>
      (licence !== undefined && licence === shown.licenceType) ||
      title.zh === shown.title.zh.trim() ||
      title.en.toLowerCase() === shown.title.en.trim().toLowerCase(),
  )

/** Whether it may stand in for an upload at all. */
export const usable = (level: ProofLevel): boolean => level !== 'D'
/** Whether somebody has to look at the original first. */
export const originalDue = (level: ProofLevel): boolean => level === 'C'
