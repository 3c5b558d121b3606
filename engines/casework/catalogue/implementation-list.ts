import { z } from 'zod'
import { ref } from '#definitions/city/references.ts'
import { LegalBasis, Text } from '#definitions/city/text-schema.ts'

/** The rest of the national implementation list (实施清单, GB/T 39554.2): what a guide shows and no rule needs. */

export const Level = z.enum(['nation', 'province', 'city', 'district', 'town', 'village'])

/** Elements that the city has yet to confirm: shown to officers, and to nobody as certain. */
export const ToConfirm = z.enum([
  'codes',
  'statutory',
  'promise',
  'materials',
  'channels',
  'visits',
  'fee',
  'department',
  'process',
])
export type ToConfirm = z.output<typeof ToConfirm>

export const ImplementationList = z.strictObject({
  /** 行使层级, where more than one level decides */
  levels: z.array(Level).min(1).optional(),
  /** 权力来源 */
  powerSource: z
    .enum([
      'own',
      'delegated-down',
      'authorised-above',
      'authorised-peer',
      'entrusted-above',
      'entrusted-peer',
    ])
    .optional(),
  /** 实施主体性质 */
  authorityKind: z.enum(['statutory', 'authorised', 'entrusted']).optional(),
  entrustedBy: ref('department').optional(),
  /** 联办机构 */
  jointDepartments: z.array(ref('department')).optional(),
  /** 网上办理深度, Ⅰ to Ⅳ; 4 is online from beginning to end */
  onlineDepth: z.number().int().min(1).max(4).optional(),
  /** 通办范围 */
  handledAcross: z.enum(['nation', 'provinces', 'cities', 'districts']).optional(),
  /** 进驻政务大厅, 支持预约, 物流快递, 网上支付, 自助终端 */
  inHall: z.boolean().optional(),
  booking: z.boolean().optional(),
  post: z.boolean().optional(),
  payOnline: z.boolean().optional(),
  terminals: z.boolean().optional(),
  /** 数量限制, 必须现场原因, 中介服务 */
  quota: Text.optional(),
  visitReason: Text.optional(),
  intermediary: Text.optional(),
  /** 办理地点, 办理时间, 咨询方式, 监督投诉方式 */
  addresses: z.array(Text).optional(),
  hours: Text.optional(),
  consult: z.string().optional(),
  complain: z.string().optional(),
  /** 面向自然人, 法人的主题分类 */
  topics: z.array(Text).optional(),
  /** 收费项目 */
  fees: z
    .array(
      z.strictObject({
        title: Text,
        standard: Text,
        basis: z.array(LegalBasis),
        mayBeWaived: z.boolean(),
        waiver: Text.optional(),
      }),
    )
    .optional(),
  /** 常见问题 */
  questions: z.array(z.strictObject({ question: Text, answer: Text })).optional(),
})
export type ImplementationList = z.output<typeof ImplementationList>
