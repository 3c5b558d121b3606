import { signatureAlgorithms } from '#kernel/signature.ts'
import { z } from 'zod'
import { creditCodeFault } from '#kernel/credit-code.ts'
import { Slug } from '#kernel/ids.ts'
import { Day } from '#kernel/time.ts'
import { ref } from './references.ts'
import { Confidence, LegalBasis, Text, UnitText } from './text-schema.ts'

/** What the city itself writes, apart from what the engines' kinds ask for. */

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')

export const OfficeHours = z.strictObject({
  from: Day,
  until: Day.optional(),
  sessions: z.array(z.strictObject({ from: ClockTime, until: ClockTime })).min(1),
  confidence: Confidence,
})
export type OfficeHours = z.output<typeof OfficeHours>

export const CityProfile = z.strictObject({
  id: Slug,
  title: Text,
  /** GB/T 2260 */
  code: z.string().regex(/^\d{6}$/, 'six digits of GB/T 2260'),
  /** minutes east of UTC */
  utcOffsetMinutes: z.number().int().min(-720).max(840),
  /** how new licences are signed; ES256 where nothing is said. Licences signed before stay as they are. */
  signature: z.enum(signatureAlgorithms).optional(),
  languages: z.array(z.enum(['zh', 'en'])).min(1),
  /** an invented city, shown as such everywhere */
  sample: z.boolean().optional(),
  contact: z.strictObject({ telephone: z.string(), hours: Text, confidence: Confidence }),
  officeHours: z.array(OfficeHours).min(1),
  /** how long a department has to tell a fact that it is asked for */
  factRequests: z
    .strictObject({ answerWorkingDays: z.number().int().min(1).max(60), confidence: Confidence })
    .optional(),
})
export type CityProfile = z.output<typeof CityProfile>

const DaySpan = z.strictObject({
  title: Text,
  from: Day,
  /** last day off, inclusive; the first day itself when absent */
  through: Day.optional(),
})

export const CalendarYear = z.strictObject({
  year: z.number().int().min(2000).max(2100),
  source: z.strictObject({
    issuer: Text,
    issued: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
    confidence: Confidence,
  }),
  off: z.array(DaySpan),
  /** make-up working days, all of them Saturdays or Sundays */
  work: z.array(Day),
  /** the year's working days, as a check on the lists above */
  workingDays: z.number().int().min(200).max(270),
})
export type CalendarYear = z.output<typeof CalendarYear>

export const District = z.strictObject({
  id: Slug,
  title: Text,
  code: z.string().regex(/^\d{6}$/, 'six digits of GB/T 2260'),
  /** a code that is no longer given out but still stands in older credit codes */
  historical: z.boolean().optional(),
  mergedInto: ref('district').optional(),
  confidence: Confidence,
})
export type District = z.output<typeof District>

export const Department = z.strictObject({
  id: Slug,
  title: Text,
  short: Text.optional(),
  kind: z.enum([
    'city-department',
    'province-department',
    'district-government',
    'vertical-agency',
    'public-institution',
    'court',
    'procuratorate',
    'mass-organisation',
    'enterprise',
  ]),
  code: z
    .string()
    .refine((code) => creditCodeFault(code) === undefined, 'a valid credit code')
    .optional(),
  district: ref('district').optional(),
  /** has counters or staff in every district; its officers may be posted to one */
  inEveryDistrict: z.boolean().optional(),
})
export type Department = z.output<typeof Department>

const Operation = z.string().regex(/^[a-z][a-z0-9-]*\.[a-z][A-Za-z0-9]*$/, 'engine.operation')

export const Role = z.strictObject({
  id: Slug,
  title: Text,
  kind: z.enum(['public', 'enterprise', 'officer', 'system']),
  /** operations on the account's own parties */
  own: z.array(Operation),
  /** operations on matters of the account's department and district */
  jurisdiction: z.array(Operation),
  /** operations on everything */
  all: z.array(Operation),
})
export type Role = z.output<typeof Role>

/** GB/T 4754: a section by its letter, a division by two digits, a class by four. */
export const Industry = z.strictObject({
  code: z.string().regex(/^([A-T]|\d{2,4})$/, 'a letter or two to four digits'),
  title: Text,
  parent: ref('industry', z.string()).optional(),
  confidence: Confidence,
})
export type Industry = z.output<typeof Industry>

const AttributeValue = z.union([z.string(), z.number(), z.boolean()])

export const ChoiceList = z.strictObject({
  id: Slug,
  /** the first where it is left out */
  version: z.number().int().positive().optional(),
  title: Text,
  confidence: Confidence,
  choices: z
    .array(
      z.strictObject({
        value: z.string().min(1),
        zh: z.string().min(1),
        en: z.string().min(1),
        hint: Text.optional(),
        /** what rules may ask about the choice, such as `approval: prior` */
        attributes: z.record(z.string().min(1), AttributeValue).optional(),
        legalBasis: z.array(LegalBasis).optional(),
      }),
    )
    .min(1),
})
export type ChoiceList = z.output<typeof ChoiceList>

/** One thing a form may ask. `title` names it in rules and summaries; `question` is how the page asks. */
export const Field = z.strictObject({
  id: Slug,
  /** the first where it is left out */
  version: z.number().int().positive().optional(),
  title: Text,
  question: Text.optional(),
  hint: Text.optional(),
  /** why we ask, for the person who wonders */
  why: Text.optional(),
  /** slot: a half-day of the theme's joint survey */
  type: z.enum(['text', 'integer', 'money', 'date', 'boolean', 'choice', 'choices', 'people', 'slot']),
  unit: Text.optional(),
  /** where the choices come from: a list of the city, or all definitions of a kind */
  choices: ref('choice-list').optional(),
  choicesOf: z.enum(['district', 'industry', 'department']).optional(),
  /** truths that follow from the choices made: true when any chosen one has the attribute */
  derives: z
    .array(z.strictObject({ id: Slug, title: Text, attribute: z.string(), is: AttributeValue }))
    .optional(),
  constraints: z
    .strictObject({
      min: z.number().optional(),
      max: z.number().optional(),
      minLength: z.number().int().optional(),
      maxLength: z.number().int().optional(),
      pattern: z.string().optional(),
      /** what the pattern asks for, in words */
      patternText: Text.optional(),
    })
    .optional(),
  /** the fact that fills it in beforehand and that the answer updates */
  fact: ref('fact', z.string().min(1)).optional(),
  /** told by the fact alone and never asked: what the city knows, the enterprise need not say */
  asked: z.literal(false).optional(),
  /** taken from the signed-in person and never asked */
  fromAccount: z.enum(['name', 'identity-number', 'telephone']).optional(),
  /** assumed when the person leaves it alone */
  initial: AttributeValue.optional(),
  sensitive: z.boolean().optional(),
})
export type Field = z.output<typeof Field>

export const Material = z.strictObject({
  id: Slug,
  /** the first where it is left out */
  version: z.number().int().positive().optional(),
  title: Text,
  form: z.enum(['original', 'copy', 'original-and-copy']),
  format: z.enum(['paper', 'electronic', 'either']),
  copies: z.number().int().min(0).optional(),
  /** applicant: brought · shared: fetched from another authority · generated: written from the answers */
  source: z.enum(['applicant', 'shared', 'generated', 'other']),
  sharedBy: ref('department').optional(),
  /** licences that prove it, so that one which the applicant has stands in for an upload: by name, or of a type of this city */
  provenBy: z
    .array(z.strictObject({ title: Text, licence: ref('licence-type').optional() }))
    .min(1)
    .optional(),
  /** secondary materials may follow after acceptance (容缺受理) */
  necessity: z.enum(['main', 'secondary', 'if-applicable']),
  hint: Text.optional(),
  legalBasis: z.array(LegalBasis).optional(),
  confidence: Confidence,
})
export type Material = z.output<typeof Material>

export const MeasureTarget = z.strictObject({
  id: Slug,
  title: Text,
  comparison: z.enum(['at-least', 'at-most', 'exactly']),
  value: z.number(),
  unit: UnitText,
  by: Day.optional(),
})

/** What brings a measure to life in the product. The board computes its state from these. */
export const ServedBy = z.union([
  z.strictObject({ item: ref('item') }),
  z.strictObject({ theme: ref('theme') }),
  z.strictObject({ policy: ref('policy') }),
  z.strictObject({ engine: Slug }),
  /** `title` names one that is wanted and does not exist yet; one that exists has its own */
  z.strictObject({ screen: Slug, title: Text.optional() }),
  z.strictObject({ indicator: Slug }),
])

export const Measure = z.strictObject({
  number: z.number().int().min(1),
  part: z.enum(['I', 'II', 'III', 'IV', 'V']),
  title: z.strictObject({ zh: z.string().min(1).max(25), en: z.string().min(1).max(100) }),
  summary: Text,
  departments: z.array(ref('department')).min(1),
  deadline: Day.optional(),
  targets: z.array(MeasureTarget),
  servedBy: z.array(ServedBy),
})
export type Measure = z.output<typeof Measure>
