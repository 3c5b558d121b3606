import { type CaseEvent, partOf } from './model.ts'

/** What the applicant changes in the filing is before every department at once. */
const ofTheFiling: ReadonlySet<CaseEvent['type']> = new Set([
  'AnswersSaved',
  'MaterialAttached',
  'MaterialProven',
  'CaseLodged',
  'CorrectionAnswered',
  'MaterialsSupplied',
  'SurveyMoved',
  'CaseWithdrawn',
])

/** The part that an event or an act is about: named itself, or by one of its stages; undefined for the whole case. */
function partNamed(data: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof data['part'] === 'string') return data['part']
  return typeof data['stage'] === 'string' ? partOf(data['stage']) : undefined
}

/**
 * Whether what happened since an officer looked stands in the way of his act on a part. Departments work side by side: what another
 * did to its own part, and what the system noted of the whole case, is no reason to look again; a filing that changed is.
 */
export function concernsAct(event: CaseEvent, input: Readonly<Record<string, unknown>>): boolean {
  const asked = partNamed(input)
  if (asked === undefined || ofTheFiling.has(event.type)) return true
  return partNamed(event.data as unknown as Readonly<Record<string, unknown>>) === asked
}
