import { z } from 'zod'
import { Confidence, Text } from '#definitions/city/text-schema.ts'
import { roleKind } from '#definitions/city/kinds.ts'
import { complain } from '#definitions/complaint.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Definitions, definitionKind } from '#kernel/definition.ts'
import type { Fen } from '#kernel/money.ts'

const Slug = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)

/** Up to which sum of a whole run one holder of a role may approve alone; with a department, in that seat only. */
export const ApprovalCeiling = z.strictObject({
  id: Slug,
  title: Text,
  role: Slug,
  department: Slug.optional(),
  ceilingYuan: z.number().int().min(0).max(90_000_000_000),
  confidence: Confidence,
  review: z.array(Text).default([]),
})
export type ApprovalCeiling = z.output<typeof ApprovalCeiling>

export const approvalCeilingKind = definitionKind<ApprovalCeiling>(
  'approval-ceiling',
  'approval-ceilings.yaml',
  ApprovalCeiling as z.ZodType<ApprovalCeiling>,
  {
    check({ role, confidence, review }, all) {
      const unknown = all.list(roleKind).every((one) => one.id !== role)
      return [
        ...(unknown
          ? [
              complain(
                'role-unknown',
                ['role'],
                'a role of roles.yaml',
                [`没有角色“${role}”`, `There is no role ${role}`],
                ['请写 roles.yaml 里的角色', 'Write a role from roles.yaml'],
              ),
            ]
          : []),
        ...(confidence === 'sample' && review.length === 0
          ? [
              complain(
                'review-missing',
                ['review'],
                'a note',
                ['示例金额，要写明请城市确认什么', 'the sum is a sample; say what the city must confirm'],
                ['请填写 review', 'Fill in review'],
              ),
            ]
          : []),
      ]
    },
  },
)

/**
 * Up to which sum an actor approves a department's run alone, in 分: the highest ceiling of its roles. A city that has none at
 * all sets no limit; where there are some, a seat without one approves nothing alone.
 */
export function ceilingOf(actor: Actor, department: string, definitions: Definitions): Fen {
  const ceilings = definitions.list(approvalCeilingKind)
  if (ceilings.length === 0) return Number.MAX_SAFE_INTEGER
  const mine = ceilings.filter(
    (ceiling) =>
      (ceiling.department === undefined || ceiling.department === department) &&
      actor.roles.some((grant) => grant.role === ceiling.role),
  )
  return Math.max(0, ...mine.map(({ ceilingYuan }) => ceilingYuan * 100))
}
