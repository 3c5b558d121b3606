import { z } from 'zod'
import { ref } from '#definitions/city/references.ts'
import { Confidence, InForce, Law, Text } from '#definitions/city/text-schema.ts'
import type { Complaint, DefinitionKind } from '#kernel/definition.ts'
import { definitionKind } from '#kernel/definition.ts'
import { Slug } from '#kernel/ids.ts'
import { claimNameFault } from './signing/sd-jwt-names.ts'

/** One statement of a licence. Its value comes from the decision: an answer, or what an item handed on. */
const Claim = z.strictObject({
  /** the claim's name in the signed licence */
  id: z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'a name such as registeredCapital'),
  title: Text,
  /** the field or output that holds it; of several the first that is there */
  from: z.array(Slug).min(1),
  /** open: whoever receives the licence sees it · choice: the holder shows it or keeps it back */
  shown: z.enum(['open', 'choice']),
  required: z.boolean(),
})
export type Claim = z.output<typeof Claim>

/** Calendar time from the day of issue; the licence ends when it has run. */
const Validity = z.strictObject({
  count: z.number().int().positive(),
  unit: z.enum(['days', 'months', 'years']),
  confidence: Confidence,
})
export type Validity = z.output<typeof Validity>

/**
 * The licences that one licence is made of, beside the base licence, which carries all. Without an essential part it may not be
 * used at all; without another it stands for the rest.
 */
const Joint = z.strictObject({
  parts: z.array(z.strictObject({ licence: ref('licence-type'), essential: z.boolean(), basis: Law })).min(1),
  confidence: Confidence,
})

export const LicenceType = z.strictObject({
  id: Slug,
  version: z.number().int().min(1),
  inForce: InForce,
  title: Text,
  /** the authority whose name stands under it, where the decision names none */
  department: ref('department'),
  legalBasis: Law,
  /** 证照类型代码 (GB/T 36904). Without it, or without the authority's credit code, licences are numbered by the city's own scheme. */
  typeCode: z.strictObject({ code: z.string().regex(/^[0-9A-Z]{1,32}$/), confidence: Confidence }).optional(),
  /** the licence that carries the party's others behind its code */
  base: z.boolean().optional(),
  /** place among the permits behind the code; the lowest comes first and is kept longest when space is short */
  rank: z.number().int().min(1).max(999),
  /** which values name the holder; without them the party's own name and code stand */
  holder: z.strictObject({ name: Slug.optional(), creditCode: Slug.optional() }),
  claims: z.array(Claim),
  /** without end when absent */
  validity: Validity.optional(),
  /** what may not be done while it does not stand, where another licence carries it */
  without: Text.optional(),
  joint: Joint.optional(),
  confidence: Confidence,
})
export type LicenceType = z.output<typeof LicenceType>

const complaint = (
  code: string,
  path: Complaint['path'],
  expected: string,
  zh: string,
  en: string,
): Complaint => ({
  code,
  path,
  expected,
  message: { zh, en },
  remedy: { zh: '改正后再检查。', en: 'Correct it and check again.' },
})

function licenceTypeComplaints(type: LicenceType, all: readonly LicenceType[]): Complaint[] {
  const names = type.claims.map((claim) => claim.id)
  const claims = type.claims.flatMap(({ id }, index) => {
    const fault = names.indexOf(id) === index ? claimNameFault(id) : 'doubled'
    if (!fault) return []
    return [
      complaint(
        'claim-name',
        ['claims', index, 'id'],
        'a free name, once',
        `声明名 ${id} 已被占用`,
        `The claim name ${id} is taken`,
      ),
    ]
  })
  const nested = (type.joint?.parts ?? []).flatMap(({ licence }, index) => {
    const part = all.find((other) => other.id === licence)
    if (!part?.base && !part?.joint) return []
    return [
      complaint(
        'nested-joint',
        ['joint', 'parts', index, 'licence'],
        'a licence without parts of its own',
        `${licence} 自己也由其他证照组成，不能再作为一部分`,
        `${licence} has parts of its own and cannot be a part`,
      ),
    ]
  })
  const bases = all.filter((other) => other.base && other.id !== type.id)
  return type.base && bases.length
    ? [
        ...claims,
        ...nested,
        complaint(
          'second-base',
          ['base'],
          'one base',
          '只能有一种主证照',
          'Only one licence may carry the others',
        ),
      ]
    : [...claims, ...nested]
}

/** A kind of licence or record that this city issues electronically. */
export const licenceTypeKind: DefinitionKind<LicenceType> = definitionKind(
  'licence-type',
  'licences/*.yaml',
  LicenceType,
  {
    mustBeUsed: true,
    check: (type, all) => licenceTypeComplaints(type, all.list(licenceTypeKind)),
  },
)
