import { z } from 'zod'
import type { KnownFact } from '#definitions/facts/known.ts'
import { need, read, write } from '#kernel/contract.ts'
import { PartyId, Slug, Uuid } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Day, Instant } from '#kernel/time.ts'
import { written } from '#kernel/written.ts'
import { afterwardsContract } from './life/afterwards-contract.ts'
import { catalogueContract } from './catalogue/catalogue-contract.ts'
import { checkContract } from './checks/check-contract.ts'
import { onCase, Reason, StageId, theCase } from './contract-parts.ts'
import { robotContract } from './robots/robot-contract.ts'
import { feeContract } from './fees/fee-contract.ts'
import { openDataContract } from './open-data/open-data-contract.ts'
import type { Robots } from './robots/robot-model.ts'
import { lawfulContract } from './life/lawful-contract.ts'
import { matterContract } from './life/matter-contract.ts'
import type { ProofLevel } from './filing/proof.ts'
import type { Receiver } from './life/receivers.ts'
import { type LicenceNow, LicenceRef } from './filing/proof-model.ts'
import { surveyContract, surveyTaken } from './survey/survey-contract.ts'
import {
  CorrectionItem,
  DocumentKind,
  HoldKind,
  OutputValue,
  OutsideStatus,
  SpecialProcedure,
} from './model.ts'
import { CaseCard, CaseView, QueueCase, QueueRow, QueueView } from './views.ts'
import { Download, ThemeSummary } from './catalogue/catalogue-views.ts'
import { FormView, NameVerdict, PreviewView } from './filing/form-views.ts'
import { PublicFigures, StatisticsView } from './service-record/figure-views.ts'

/** A party as another engine knows it. */
export interface PartyProfile {
  readonly name: string
  readonly creditCode?: string | undefined
}
/** A licence as the engine that keeps it shows it. */
interface ShownLicence {
  readonly title: Bilingual
  readonly issuer: Bilingual
  readonly number?: string | undefined
  readonly licenceType?: string | undefined
  readonly validUntil?: Day | undefined
  readonly level: ProofLevel
  readonly stands: boolean
  readonly hash?: string | undefined
}
/** Who holds a name that would clash, and what rules must know of it. */
export interface NameStanding {
  readonly takenBy?: string | undefined
}

const limit = z.coerce.number().int().min(1).max(100).default(20)

const licences = need<readonly LicenceNow[]>('credential.licencesNow')
const names = need<NameStanding>('casework.nameStanding')

export const caseworkContract = {
  openDraft: write({
    path: '/parties/:partyId/cases',
    permission: 'own',
    summary: 'Open a draft of a theme; the rules in force now stay those of the case',
    stream: { ...onCase, creates: true },
    input: z.object({ partyId: PartyId, theme: Slug }),
    output: written,
    needs: {
      party: need<PartyProfile | null>('party.profile'),
      facts: need<readonly KnownFact[]>('party.facts'),
      open: need<string | null>('casework.openCaseOfTheme'),
    },
    refusals: ['theme-unknown', 'already-registered', 'not-registered-yet', 'case-already-open'],
  }),
  saveAnswers: write({
    path: '/parties/:partyId/cases/:caseId/answers',
    permission: 'own',
    summary:
      'Save some answers of a draft; valid ones are kept, faults are noted by field; null takes an answer back',
    stream: onCase,
    input: z.object({ ...theCase, answers: z.record(z.string(), z.unknown()) }),
    output: written,
    refusals: ['not-a-draft', 'field-unknown'],
  }),
  attachMaterial: write({
    path: '/parties/:partyId/cases/:caseId/materials',
    permission: 'own',
    summary: 'Attach a stored file as one of the materials',
    stream: onCase,
    input: z.object({
      ...theCase,
      material: Slug,
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      fileName: z.string().trim().min(1).max(200),
    }),
    output: written,
    needs: { file: need<boolean>('casework.fileStored') },
    refusals: ['case-ended', 'material-unknown', 'file-unknown'],
  }),
  proveMaterial: write({
    path: '/parties/:partyId/cases/:caseId/proofs',
    permission: 'own',
    summary: 'Put a licence of the party forward instead of uploading a material that it proves',
    stream: onCase,
    input: z.object({ ...theCase, material: Slug, licence: LicenceRef }),
    output: written,
    needs: { licence: need<ShownLicence | null>('credential.shownLicence') },
    refusals: [
      'case-ended',
      'material-unknown',
      'licence-unknown',
      'licence-not-standing',
      'licence-proves-other',
      'only-own-word',
    ],
  }),
  submit: write({
    path: '/parties/:partyId/cases/:caseId/submit',
    permission: 'own',
    summary: 'Submit the whole filing; every fault of every field is told at once',
    stream: onCase,
    input: z.object({ ...theCase, signed: z.array(Slug).max(50) }),
    output: written,
    needs: { names, taken: surveyTaken, facts: need<readonly KnownFact[]>('party.facts'), licences },
    refusals: [
      'not-a-draft',
      'answers-incomplete',
      'name-restricted',
      'name-taken',
      'materials-missing',
      'licence-fallen',
      'documents-unsigned',
      'commitment-barred',
      'survey-not-offered',
      'survey-full',
    ],
  }),
  withdraw: write({
    path: '/parties/:partyId/cases/:caseId/withdraw',
    permission: 'own',
    summary: 'Withdraw a draft or a filing before the company exists',
    stream: onCase,
    input: z.object({ ...theCase, reason: Reason.optional() }),
    output: written,
    refusals: ['case-ended', 'company-exists'],
  }),
  answerCorrection: write({
    path: '/parties/:partyId/cases/:caseId/corrections',
    permission: 'own',
    summary: 'Answer a correction notice with the fields it names',
    stream: onCase,
    input: z.object({ ...theCase, part: Slug, answers: z.record(z.string(), z.unknown()) }),
    output: written,
    refusals: ['no-correction-open', 'correction-incomplete', 'answers-incomplete'],
  }),
  rateService: write({
    path: '/parties/:partyId/cases/:caseId/rating',
    permission: 'own',
    summary: 'Rate the service from 1 to 5 (好差评)',
    stream: onCase,
    input: z.object({
      ...theCase,
      score: z.number().int().min(1).max(5),
      comment: z.string().trim().max(1000).optional(),
    }),
    output: written,
    refusals: ['not-decided-yet', 'already-rated'],
  }),
  claim: write({
    path: '/parties/:partyId/cases/:caseId/claim',
    permission: 'jurisdiction',
    summary: 'Take a stage into one’s own hands',
    stream: onCase,
    input: z.object({ ...theCase, stage: StageId }),
    output: written,
    refusals: ['stage-not-open', 'not-your-office', 'not-with-officers', 'claimed-by-another'],
  }),
  release: write({
    path: '/parties/:partyId/cases/:caseId/release',
    permission: 'jurisdiction',
    summary: 'Put a stage back for colleagues',
    stream: onCase,
    input: z.object({ ...theCase, stage: StageId }),
    output: written,
    refusals: ['stage-not-open', 'not-in-your-hands'],
  }),
  handOver: write({
    path: '/parties/:partyId/cases/:caseId/hand-over',
    permission: 'jurisdiction',
    summary: 'Hand a stage over to a colleague or to another department, with the reason',
    stream: onCase,
    input: z.object({
      ...theCase,
      stage: StageId,
      department: Slug.optional(),
      /** the colleague’s account, as `listColleagues` names it */
      officer: Uuid.optional(),
      reason: Reason,
    }),
    output: written,
    needs: {
      officer: need<Receiver | null>('casework.receiver'),
    },
    refusals: ['stage-not-open', 'not-in-your-hands', 'receiver-unknown', 'receiver-may-not'],
  }),
  accept: write({
    path: '/parties/:partyId/cases/:caseId/accept',
    permission: 'jurisdiction',
    summary: 'Accept one item of the filing: complete and in the form the law asks for',
    stream: onCase,
    input: z.object({ ...theCase, stage: StageId }),
    output: written,
    refusals: ['stage-not-open', 'not-in-your-hands', 'already-accepted'],
  }),
  requestCorrection: write({
    path: '/parties/:partyId/cases/:caseId/correction-notice',
    permission: 'jurisdiction',
    summary: 'Serve one complete notice of everything to be corrected, within five working days of receipt',
    stream: onCase,
    input: z.object({ ...theCase, stage: StageId, items: z.array(CorrectionItem).min(1).max(50) }),
    output: written,
    needs: { licences },
    refusals: [
      'stage-not-open',
      'not-in-your-hands',
      'notice-too-late',
      'clock-stands',
      'already-accepted',
      'field-unknown',
      'fault-known-before',
    ],
  }),
  hold: write({
    path: '/parties/:partyId/cases/:caseId/hold',
    permission: 'jurisdiction',
    summary: 'Stop the clock for a special procedure and announce it',
    stream: onCase,
    input: z.object({
      ...theCase,
      stage: StageId,
      kind: HoldKind.exclude(['awaiting-applicant']),
      /** which special procedure, where it is one */
      procedure: SpecialProcedure.optional(),
      reason: Reason,
      basis: z.string().trim().min(2).max(300),
    }),
    output: written,
    refusals: ['stage-not-open', 'not-in-your-hands', 'clock-stands', 'procedure-missing'],
  }),
  resume: write({
    path: '/parties/:partyId/cases/:caseId/resume',
    permission: 'jurisdiction',
    summary: 'Let the clock run again',
    stream: onCase,
    input: z.object({ ...theCase, stage: StageId }),
    output: written,
    refusals: ['stage-not-open', 'not-in-your-hands', 'clock-runs', 'correction-open'],
  }),
  decide: write({
    path: '/parties/:partyId/cases/:caseId/decide',
    permission: 'jurisdiction',
    summary: 'Decide a stage: grant with what it yields, or refuse with reasons, law and remedies',
    stream: onCase,
    input: z.object({
      ...theCase,
      stage: StageId,
      outcome: z.enum(['grant', 'refuse']),
      reasons: Reason,
      /** the article that a refusal rests on */
      basis: z.string().trim().max(300).optional(),
      /** which ground of the item's closed list, where it has one */
      ground: Slug.optional(),
      results: z.record(z.string(), OutputValue).default({}),
    }),
    output: written,
    needs: { code: need<string | null>('casework.freeCreditCode'), licences },
    refusals: [
      'stage-not-open',
      'not-in-your-hands',
      'clock-stands',
      'hearing-outstanding',
      'materials-owed',
      'proof-lapsed',
      'results-missing',
      'basis-missing',
      'refusal-without-law',
      'ground-not-listed',
    ],
  }),
  ...lawfulContract,
  ...matterContract,
  ...surveyContract,
  ...afterwardsContract,
  ...checkContract,
  ...feeContract,
  ...catalogueContract,
  ...openDataContract,
  ...robotContract,
  decideByRule: write({
    path: '/parties/:partyId/cases/:caseId/decide-by-rule',
    permission: 'all',
    internal: true,
    summary: 'Let the item’s own rule decide; it grants or hands over to an officer, and never refuses',
    stream: onCase,
    input: z.object({ ...theCase, stage: StageId }),
    output: written,
    needs: {
      names,
      code: need<string | null>('casework.freeCreditCode'),
      robots: need<Robots>('casework.robots'),
      licences,
    },
    refusals: ['stage-not-open', 'not-with-the-rule'],
  }),
  askOutside: write({
    path: '/parties/:partyId/cases/:caseId/ask-outside',
    permission: 'all',
    internal: true,
    summary: 'Ask an outside system again how far a matter is',
    stream: onCase,
    input: z.object({ ...theCase, stage: StageId, attempt: z.number().int().min(2) }),
    output: written,
    refusals: ['not-outside'],
  }),
  recordOutside: write({
    path: '/parties/:partyId/cases/:caseId/record-outside',
    permission: 'all',
    internal: true,
    summary: 'Record what an outside system reports; a report heard before changes nothing',
    stream: onCase,
    input: z.object({
      ...theCase,
      stage: StageId,
      status: OutsideStatus,
      receipt: z.string().max(100).optional(),
      results: z.record(z.string(), z.unknown()).default({}),
      reason: z.string().max(500).optional(),
    }),
    output: written,
    needs: { code: need<string | null>('casework.freeCreditCode'), licences },
    refusals: ['not-outside'],
  }),
  deemAccepted: write({
    path: '/parties/:partyId/cases/:caseId/deem-accepted',
    permission: 'all',
    internal: true,
    summary: 'Five working days of silence: the item counts as accepted (行政许可法 art. 32(4))',
    stream: onCase,
    input: z.object({ ...theCase, part: Slug }),
    output: written,
    refusals: ['already-accepted'],
  }),
  noteLamp: write({
    path: '/parties/:partyId/cases/:caseId/note-lamp',
    permission: 'all',
    internal: true,
    summary: 'Note that a stage is nearly due or late',
    stream: onCase,
    input: z.object({ ...theCase, stage: StageId, lamp: z.enum(['amber', 'red']) }),
    output: written,
    refusals: ['nothing-due'],
  }),
  expireDraft: write({
    path: '/parties/:partyId/cases/:caseId/expire',
    permission: 'all',
    internal: true,
    summary: 'Close a draft that nobody has touched for long',
    stream: onCase,
    input: z.object(theCase),
    output: written,
    refusals: ['not-a-draft'],
  }),
  endNameReservation: write({
    path: '/parties/:partyId/cases/:caseId/end-name-reservation',
    permission: 'all',
    internal: true,
    summary: 'Give a reserved name back after its time',
    stream: onCase,
    input: z.object(theCase),
    output: written,
    refusals: ['no-name-reserved'],
  }),
  listThemes: read({
    path: '/themes',
    permission: 'public',
    summary: 'List the themes (一件事) that can be filed here',
    input: z.object({ search: z.string().max(50).optional() }),
    output: z.object({ items: z.array(ThemeSummary) }),
    receipt: 'none',
  }),
  getThemeForm: read({
    path: '/themes/:theme/form',
    permission: 'public',
    summary: 'Show a theme’s pages: each field once, with its choices and why it is asked',
    input: z.object({ theme: Slug }),
    output: FormView,
    receipt: 'none',
  }),
  checkName: read({
    path: '/themes/:theme/name-check',
    permission: 'public',
    summary: 'Compare a company name with those registered or reserved',
    input: z.object({
      theme: Slug,
      core: z.string().max(60),
      trade: z.string().max(60),
      form: z.string().max(60),
    }),
    output: NameVerdict,
    receipt: 'none',
  }),
  listMyCases: read({
    path: '/my/cases',
    permission: 'own',
    summary: 'List the cases of the enterprises the account acts for',
    input: z.object({ partyId: PartyId.optional(), before: Instant.optional(), limit }),
    output: z.object({ items: z.array(CaseCard), next: Instant.optional() }),
    receipt: 'none',
  }),
  getCase: read({
    path: '/parties/:partyId/cases/:caseId',
    permission: 'jurisdiction',
    summary: 'Show a case: lanes, who has it since when and until when, why, timeline, results, messages',
    input: z.object(theCase),
    output: CaseView,
    receipt: 'record',
  }),
  previewAnswers: read({
    path: '/parties/:partyId/cases/:caseId/preview',
    permission: 'own',
    summary:
      'Show what is known and filled in beforehand with its source, what is missing, what is to be signed',
    input: z.object(theCase),
    output: PreviewView,
    receipt: 'record',
  }),
  listQueue: read({
    path: '/queue',
    permission: 'jurisdiction',
    summary: 'List the stages that wait for this office, most urgent first',
    input: z.object({
      view: QueueView.default('open'),
      theme: Slug.optional(),
      district: Slug.optional(),
      department: Slug.optional(),
      lamp: z.enum(['green', 'amber', 'red', 'blue']).optional(),
      dueBefore: Instant.optional(),
      /** on a fast track, or not */
      fast: z.enum(['yes', 'no']).optional(),
      search: z.string().trim().max(60).optional(),
      after: z.string().max(200).optional(),
      limit,
    }),
    output: z.object({ items: z.array(QueueRow), next: z.string().optional() }),
    receipt: 'list',
  }),
  countQueue: read({
    path: '/queue/counts',
    permission: 'jurisdiction',
    summary: 'Count the stages in each saved view',
    input: z.object({}),
    output: z.record(QueueView, z.number().int()),
    receipt: 'none',
  }),
  listColleagues: read({
    path: '/parties/:partyId/cases/:caseId/stages/:stage/colleagues',
    permission: 'jurisdiction',
    summary: 'List to whom of a department a stage may be handed over, with how many cases each holds',
    input: z.object({
      ...theCase,
      stage: StageId,
      /** the stage’s own department where none is named */
      department: Slug.optional(),
    }),
    output: z.object({
      items: z.array(
        z.object({ id: z.string(), name: z.string(), role: Bilingual, holds: z.number().int() }),
      ),
    }),
    receipt: 'none',
  }),
  getQueueCase: read({
    path: '/queue/:partyId/:caseId',
    permission: 'jurisdiction',
    summary: 'Show a case with its answers and materials to the officer who works on it',
    input: z.object(theCase),
    output: QueueCase,
    receipt: 'record',
  }),
  getMaterial: read({
    path: '/parties/:partyId/cases/:caseId/materials/:material',
    permission: 'jurisdiction',
    summary: 'Open a file that the applicant handed in, or by which the licence standing in for it was shown',
    input: z.object({ ...theCase, material: Slug }),
    output: Download,
    receipt: 'record',
  }),
  getDocument: read({
    path: '/parties/:partyId/cases/:caseId/documents/:document',
    permission: 'jurisdiction',
    summary: 'Download a served document as PDF',
    input: z.object({
      ...theCase,
      document: DocumentKind,
      part: Slug.optional(),
    }),
    output: Download,
    receipt: 'record',
  }),
  caseStatistics: read({
    path: '/case-statistics',
    permission: 'all',
    summary: 'Show how cases of a theme went: numbers, office time, late stages, robot decisions, ratings',
    input: z.object({ theme: Slug, from: Day.optional(), until: Day.optional() }),
    output: StatisticsView,
    receipt: 'none',
  }),
  publicFigures: read({
    path: '/public-figures/:theme',
    permission: 'public',
    summary: 'Show the public figures of a theme; none below ten cases',
    input: z.object({ theme: Slug }),
    output: PublicFigures,
    receipt: 'none',
  }),
}
