import { z } from 'zod'
import { Confidence, InForce, Text } from '#definitions/city/text-schema.ts'
import { complain } from '#definitions/complaint.ts'
import type { WorkingCalendar } from '#kernel/calendar.ts'
import { type Definitions, definitionKind } from '#kernel/definition.ts'
import { Slug } from '#kernel/ids.ts'
import { addDays, type Day, type Instant, instantAt, within } from '#kernel/time.ts'
import type { Term } from './model.ts'

/** How long somebody has to give money back, when it is reminded of it, and when it is taken further up. In working days. */
export const RepaymentTerms = z.strictObject({
  id: Slug,
  inForce: InForce,
  title: Text,
  /** the day of the decision does not count */
  dueWorkingDays: z.number().int().min(1).max(120),
  /** so many days after the decision, before the last day */
  remindAfterWorkingDays: z.number().int().min(1).max(120),
  /** so many days after the last one */
  escalateAfterWorkingDays: z.number().int().min(1).max(250),
  document: z.string().min(1).optional(),
  confidence: Confidence,
  review: z.array(Text).default([]),
})
export type RepaymentTerms = z.output<typeof RepaymentTerms>

export const repaymentTermsKind = definitionKind<RepaymentTerms>(
  'repayment-terms',
  'repayment-terms.yaml',
  RepaymentTerms as z.ZodType<RepaymentTerms>,
  {
    check({ dueWorkingDays, remindAfterWorkingDays, confidence, review }) {
      const late = remindAfterWorkingDays >= dueWorkingDays
      return [
        ...(late
          ? [
              complain(
                'reminder-too-late',
                ['remindAfterWorkingDays'],
                `less than ${dueWorkingDays}`,
                ['提醒要在期限之前', 'the reminder must come before the last day'],
                ['请写小于 dueWorkingDays 的天数', 'Write fewer days than dueWorkingDays'],
              ),
            ]
          : []),
        ...(confidence === 'sample' && review.length === 0
          ? [
              complain(
                'review-missing',
                ['review'],
                'a note',
                ['示例期限，要写明请城市确认什么', 'the term is a sample; say what the city must confirm'],
                ['请填写 review', 'Fill in review'],
              ),
            ]
          : []),
      ]
    },
  },
)

export interface FoundTerm extends Term {
  /** the city has set a term at all */
  readonly isSet: boolean
}

/** The term of what is demanded on a day; empty where the city has set none, or has not published the calendar that far. */
export function termFrom(demandedOn: Day, definitions: Definitions, calendar: WorkingCalendar): FoundTerm {
  const terms = definitions.list(repaymentTermsKind).find(({ inForce }) => within(inForce, demandedOn))
  if (!terms) return { isSet: false }
  const after = (workingDays: number): { day: Day; over: Instant } | undefined => {
    const counted = calendar.addWorkingDays(demandedOn, workingDays)
    return counted.provisional
      ? undefined
      : { day: counted.day, over: instantAt(addDays(counted.day, 1), '00:00', calendar.offsetMinutes) }
  }
  const due = after(terms.dueWorkingDays)
  const remindAt = after(terms.remindAfterWorkingDays)?.over
  const escalateAt = after(terms.dueWorkingDays + terms.escalateAfterWorkingDays)?.over
  return { isSet: true, dueOn: due?.day, dueAt: due?.over, remindAt, escalateAt }
}
