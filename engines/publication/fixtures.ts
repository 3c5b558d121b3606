import type { Actor } from '#kernel/actor.ts'
import { addDays, instantFrom, msOf } from '#kernel/time.ts'
import type { Example, Fixtures } from '#platform/testing/fixtures.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import type { publicationContract } from './contract.ts'
import { zipped } from './zip.ts'

let made = 0
const department = 'human-resources'
/** A policy of the city with examples at every limit: what a new version of it needs is there. */
const known = 'job-stabilisation-refund'

async function written(
  town: TestSystem,
  operation: string,
  input: Record<string, unknown>,
  as?: Actor,
  engine = 'publication',
) {
  const answer = await town.execute(engine, operation, input, as ? { as } : {})
  if (answer.kind !== 'written') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
  return answer
}

const start = '2026-03-02T02:00:00.000Z'
/** An officer, in the present: an example that went into the past leaves the clock there. */
function officer(town: TestSystem, how: Parameters<TestSystem['account']>[2] = { department }) {
  if (town.clock.now() < start) town.clock.set(start)
  return town.account(`officer-of-drafts-${++made}`, 'officer', how)
}
const nobody = '00000000-0000-8000-8000-00000000dead'

interface Draft {
  readonly draftId: string
  readonly author: Actor
}

/** A draft of a new policy of which nothing but the title is written. */
async function aBlank(town: TestSystem): Promise<Draft> {
  const author = await officer(town)
  const { id: draftId } = await written(
    town,
    'openDraft',
    { kind: 'policy', title: '一项新补贴', department },
    author,
  )
  return { draftId, author }
}

/** A draft that is whole: a policy of the city, with its examples, under a new name. */
export async function aWhole(
  town: TestSystem,
  change: (body: Record<string, unknown>) => Record<string, unknown> = (body) => body,
  id = `copied-policy-${++made}`,
): Promise<Draft & { id: string }> {
  const author = await officer(town)
  const parts = await partsOf(town)
  const given = parts.map((part) => ({
    ...part,
    body: {
      ...(part.kind === 'policy' ? change(part.body) : part.body),
      [part.kind === 'policy' ? 'id' : 'policy']: id,
    },
  }))
  const { id: draftId } = await written(
    town,
    'openDraft',
    { kind: 'policy', title: '稳岗返还', department, parts: given },
    author,
  )
  return { draftId, author, id }
}

type Parts = { kind: string; body: Record<string, unknown> }[]

export async function partsOf(town: TestSystem, id = known): Promise<Parts> {
  const opened = await written(town, 'openDraft', { kind: 'policy', title: '底稿', department, id })
  const draft = await town.query<{ parts: Parts }>('publication', 'getDraft', { draftId: opened.id })
  if (draft.kind !== 'answer') throw new Error('no draft')
  return draft.answer.parts
}

export const answers = async (town: TestSystem, breach?: { until?: string; ground?: string }) => {
  const asked = await town.query<{ questions: { id: string }[]; exceptions: { id: string }[] }>(
    'publication',
    'getQuestionnaire',
    {},
  )
  if (asked.kind !== 'answer') throw new Error('no questionnaire')
  const { questions, exceptions } = asked.answer
  return questions.map(({ id: question }, i) => ({
    question,
    breaches: breach !== undefined && i === 0,
    reason: '面向所有符合条件的企业',
    ...(breach?.until && i === 0
      ? { exception: { ground: breach.ground ?? exceptions[0]?.id, until: breach.until } }
      : {}),
  }))
}

const today = (town: TestSystem) => town.system.moment().today

async function consulting(town: TestSystem) {
  const draft = await aWhole(town)
  await written(
    town,
    'openConsultation',
    { draftId: draft.draftId, through: addDays(today(town), 7) },
    draft.author,
  )
  return draft
}

/** Lets days pass. */
const later = (town: TestSystem, days: number) =>
  town.clock.set(instantFrom(msOf(town.clock.now()) + days * 86_400_000))

/** A draft whose consultation is over. */
export async function consulted(town: TestSystem, id?: string) {
  const one = await aWhole(town, undefined, id)
  const { draftId, author } = one
  await written(town, 'openConsultation', { draftId, through: addDays(today(town), 7) }, author)
  later(town, 9)
  await written(town, 'endConsultation', { draftId }, author)
  return one
}

async function inReview(town: TestSystem, id?: string) {
  const draft = await consulted(town, id)
  const { draftId, author } = draft
  await written(town, 'judgeCompetition', { draftId, answers: await answers(town) }, author)
  await written(town, 'submitDraft', { draftId }, author)
  return draft
}

async function approved(town: TestSystem, id?: string) {
  const draft = await inReview(town, id)
  const reviewer = await officer(town)
  await written(town, 'approveDraft', { draftId: draft.draftId, opinion: '合法，可以发布' }, reviewer)
  return { ...draft, reviewer }
}

export async function published(town: TestSystem, id?: string) {
  const draft = await approved(town, id)
  const publisher = await officer(town)
  await written(town, 'publishDraft', { draftId: draft.draftId }, publisher)
  await town.system.reloadDefinitions()
  return { ...draft, publisher }
}

async function company(town: TestSystem) {
  const founder = town.founder
  const { id: partyId } = await written(
    town,
    'foundEnterprise',
    { name: `提意见的公司${++made}` },
    founder,
    'party',
  )
  return { partyId, as: await town.refresh(founder) }
}

async function commented(town: TestSystem) {
  const draft = await consulting(town)
  const { partyId, as } = await company(town)
  const { id: commentId } = await written(
    town,
    'lodgeComment',
    { partyId, draftId: draft.draftId, text: '建议把门槛降到 20 人' },
    as,
  )
  return { ...draft, partyId, commentId, company: as }
}

async function proposed(town: TestSystem, on = '2025-12-01') {
  const { id } = await published(town)
  const proposer = await officer(town)
  const of = { kind: 'policy', id, version: 1 }
  const { id: repealId } = await written(town, 'proposeRepeal', { of, on, reason: '任务已经完成' }, proposer)
  return { repealId, proposer, of }
}

const withDraft =
  (make: (town: TestSystem) => Promise<Draft>, more: Record<string, unknown> = {}): Example =>
  async (town) => {
    const { draftId, author } = await make(town)
    return { input: { draftId, ...more }, as: author }
  }
const notDrafting = (more: Record<string, unknown> = {}) => withDraft(consulting, more)
const opening =
  (more: Record<string, unknown> = {}, office?: Parameters<TestSystem['account']>[2]): Example =>
  async (town) => ({
    input: { kind: 'policy', title: '一项新补贴', department, ...more },
    as: await officer(town, office),
  })
/** One policy is enough, the whole of it; without its examples it is not proven. */
const withoutExamples = async (town: TestSystem): Promise<Draft> => {
  const draft = await aWhole(town)
  const found = await town.query<{ parts: Parts }>('publication', 'getDraft', { draftId: draft.draftId })
  if (found.kind !== 'answer') throw new Error('no draft')
  const parts = found.answer.parts.filter(({ kind }) => kind === 'policy')
  await written(town, 'saveDraft', { draftId: draft.draftId, parts }, draft.author)
  return draft
}
const breached = async (town: TestSystem) => {
  const draft = await consulted(town)
  const found = await answers(town, {})
  await written(town, 'judgeCompetition', { draftId: draft.draftId, answers: found }, draft.author)
  return draft
}
const competing =
  (made: (town: TestSystem) => Promise<unknown[]>): Example =>
  async (town) => {
    const { draftId, author } = await aWhole(town)
    return { input: { draftId, answers: await made(town) }, as: author }
  }
/** A policy that somebody else publishes while a draft of it waits for its publisher. */
const overtaken = async (town: TestSystem) => {
  const id = `overtaken-policy-${++made}`
  const slow = await approved(town, id)
  await published(town, id)
  return slow
}
const definitions = (sql: string) => async (town: TestSystem, draft: { draftId: string }) => {
  await town.admin(`${sql} where owner_id = '${draft.draftId}'`)
}
/** What a draft leaned on is gone between approval and publication. */
const spoiled = (what: 'unsound' | 'unproven') => async (town: TestSystem) => {
  const draft = await approved(town)
  const path = what === 'unsound' ? "'{parts,0,body,department}'" : "'{parts,1,body,examples}'"
  const value = what === 'unsound' ? '\'"no-such-office"\'' : "'[]'"
  await definitions(`update publication.draft set record = jsonb_set(record, ${path}, ${value})`)(town, draft)
  await town.admin(
    `update platform.event set data = jsonb_set(data, ${path}, ${value}) where stream_id = '${draft.draftId}' and type = 'DraftOpened'`,
  )
  town.forget()
  return draft
}

export const publicationFixtures: Fixtures<typeof publicationContract> = {
  openDraft: {
    success: opening(),
    refusals: {
      'kind-not-writable': opening({ kind: 'role' }),
      'district-needed': opening({ kind: 'district-item' }),
      'not-your-office': opening({}, { department, district: 'tianhe' }),
      'parts-unfit': opening({ parts: [{ kind: 'role', body: { id: 'mayor' } }] }),
    },
  },
  saveDraft: {
    success: async (town) => {
      const { draftId, author } = await aBlank(town)
      const found = await town.query<{ parts: Parts }>('publication', 'getDraft', { draftId })
      if (found.kind !== 'answer') throw new Error('no draft')
      const parts = found.answer.parts.map((part) => ({
        ...part,
        body: { ...part.body, summary: { zh: '给新招用的人补贴' } },
      }))
      return { input: { draftId, parts }, as: author }
    },
    refusals: {
      'not-drafting': notDrafting({ parts: [{ kind: 'policy', body: {} }] }),
      'parts-unfit': withDraft(aBlank, { parts: [{ kind: 'example', body: {} }] }),
    },
  },
  openConsultation: {
    success: async (town) => {
      const { draftId, author } = await aWhole(town)
      return { input: { draftId, through: addDays(today(town), 7) }, as: author }
    },
    refusals: {
      'not-drafting': notDrafting({ through: '2027-01-01' }),
      'draft-unsound': withDraft(aBlank, { through: '2027-01-01' }),
      'through-in-past': withDraft(aWhole, { through: '2020-01-01' }),
    },
  },
  endConsultation: {
    success: async (town) => {
      const { draftId, author } = await consulting(town)
      later(town, 9)
      return { input: { draftId }, as: author }
    },
    refusals: {
      'not-in-consultation': withDraft(aBlank),
      'consultation-running': withDraft(consulting),
      'comments-unanswered': async (town) => {
        const { draftId, author } = await commented(town)
        later(town, 9)
        return { input: { draftId }, as: author }
      },
    },
  },
  judgeCompetition: {
    success: competing(answers),
    refusals: {
      'not-drafting': async (town) => {
        const { draftId, author } = await consulting(town)
        return { input: { draftId, answers: await answers(town) }, as: author }
      },
      'questionnaire-missing': async (town) => {
        const { draftId, author } = await aWhole(town)
        const asked = await answers(town)
        town.clock.set('2020-01-01T02:00:00.000Z')
        return { input: { draftId, answers: asked }, as: author }
      },
      'answers-incomplete': competing(async (town) => (await answers(town)).slice(1)),
      'exception-unknown': competing((town) => answers(town, { until: '2030-01-01', ground: 'because' })),
      'exception-ended': competing((town) => answers(town, { until: '2020-01-01' })),
    },
  },
  submitDraft: {
    success: async (town) => {
      const { draftId, author } = await consulted(town)
      await written(town, 'judgeCompetition', { draftId, answers: await answers(town) }, author)
      return { input: { draftId }, as: author }
    },
    refusals: {
      'not-drafting': notDrafting(),
      'draft-unsound': withDraft(aBlank),
      'not-proven': withDraft(withoutExamples),
      'consultation-missing': withDraft(aWhole),
      'competition-missing': withDraft(consulted),
      'competition-breached': withDraft(breached),
    },
  },
  returnDraft: {
    success: async (town) => ({
      input: { draftId: (await inReview(town)).draftId, reason: '第二条的依据不清楚' },
      as: await officer(town),
    }),
    refusals: { 'not-in-review': withDraft(aBlank, { reason: '没有送审' }) },
  },
  approveDraft: {
    success: async (town) => ({
      input: { draftId: (await inReview(town)).draftId, opinion: '合法，可以发布' },
      as: await officer(town),
    }),
    refusals: {
      'not-in-review': withDraft(aBlank, { opinion: '没有送审' }),
      'four-eyes': withDraft(inReview, { opinion: '自己审自己' }),
    },
  },
  publishDraft: {
    success: async (town) => ({
      input: { draftId: (await approved(town)).draftId },
      as: await officer(town),
    }),
    refusals: {
      'not-approved': withDraft(inReview),
      'four-eyes': async (town) => {
        const { draftId, reviewer } = await approved(town)
        return { input: { draftId }, as: reviewer }
      },
      'version-taken': async (town) => ({
        input: { draftId: (await overtaken(town)).draftId },
        as: await officer(town),
      }),
      'draft-unsound': async (town) => ({
        input: { draftId: (await spoiled('unsound')(town)).draftId },
        as: await officer(town),
      }),
      'not-proven': async (town) => ({
        input: { draftId: (await spoiled('unproven')(town)).draftId },
        as: await officer(town),
      }),
    },
  },
  withdrawDraft: {
    success: withDraft(aBlank, { reason: '不再需要' }),
    refusals: {
      'already-published': withDraft(published, { reason: '不再需要' }),
      'already-withdrawn': async (town) => {
        const { draftId, author } = await aBlank(town)
        await written(town, 'withdrawDraft', { draftId, reason: '不再需要' }, author)
        return { input: { draftId, reason: '再撤一次' }, as: author }
      },
    },
  },
  lodgeComment: {
    success: async (town) => {
      const { draftId } = await consulting(town)
      const { partyId, as } = await company(town)
      return { input: { partyId, draftId, text: '建议把门槛降到 20 人' }, as }
    },
    refusals: {
      'consultation-unknown': async (town) => {
        const { partyId, as } = await company(town)
        return { input: { partyId, draftId: nobody, text: '建议把门槛降到 20 人' }, as }
      },
      'consultation-closed': async (town) => {
        const { draftId } = await consulted(town)
        const { partyId, as } = await company(town)
        return { input: { partyId, draftId, text: '建议把门槛降到 20 人' }, as }
      },
    },
  },
  answerComment: {
    success: async (town) => {
      const { partyId, commentId, author } = await commented(town)
      return { input: { partyId, commentId, outcome: 'adopted', text: '采纳，已改为 20 人' }, as: author }
    },
    refusals: {
      'already-answered': async (town) => {
        const { partyId, commentId, author } = await commented(town)
        const input = { partyId, commentId, outcome: 'not-adopted', text: '资金不够' }
        await written(town, 'answerComment', input, author)
        return { input, as: author }
      },
    },
  },
  proposeRepeal: {
    success: async (town) => ({
      input: {
        of: { kind: 'policy', id: (await published(town)).id, version: 1 },
        on: '2025-12-01',
        reason: '任务已经完成',
      },
      as: await officer(town),
    }),
    refusals: {
      'kind-not-writable': async (town) => ({
        input: { of: { kind: 'role', id: 'mayor', version: 1 }, on: '2027-01-01', reason: '任务已经完成' },
        as: await officer(town),
      }),
      'definition-unknown': async (town) => ({
        input: {
          of: { kind: 'policy', id: 'no-such-policy', version: 1 },
          on: '2027-01-01',
          reason: '任务已经完成',
        },
        as: await officer(town),
      }),
      'not-your-office': async (town) => ({
        input: { of: { kind: 'policy', id: known, version: 1 }, on: '2025-12-01', reason: '任务已经完成' },
        as: await officer(town, { department: 'tax' }),
      }),
      'ends-already': async (town) => ({
        input: { of: { kind: 'policy', id: known, version: 1 }, on: '2030-01-01', reason: '任务已经完成' },
        as: await officer(town),
      }),
    },
  },
  confirmRepeal: {
    success: async (town) => ({
      input: { repealId: (await proposed(town)).repealId, reasonEn: 'Its task is done' },
      as: await officer(town),
    }),
    refusals: {
      'repeal-settled': async (town) => {
        const { repealId, proposer } = await proposed(town)
        await written(town, 'dropRepeal', { repealId, reason: '暂不废止' }, proposer)
        return { input: { repealId, reasonEn: 'Its task is done' }, as: await officer(town) }
      },
      'four-eyes': async (town) => {
        const { repealId, proposer } = await proposed(town)
        return { input: { repealId, reasonEn: 'Its task is done' }, as: proposer }
      },
    },
  },
  dropRepeal: {
    success: async (town) => {
      const { repealId, proposer } = await proposed(town)
      return { input: { repealId, reason: '暂不废止' }, as: proposer }
    },
    refusals: {
      'repeal-settled': async (town) => {
        const { repealId, proposer } = await proposed(town)
        await written(town, 'dropRepeal', { repealId, reason: '暂不废止' }, proposer)
        return { input: { repealId, reason: '暂不废止' }, as: proposer }
      },
    },
  },
  listWritableKinds: { success: async () => ({ input: {} }) },
  listDrafts: { success: async (town) => ({ input: { kind: 'policy' }, as: (await aBlank(town)).author }) },
  getDraft: { success: withDraft(consulted) },
  judgeDraft: {
    success: async (town) => {
      const { draftId, author } = await aBlank(town)
      return { input: { draftId, parts: await partsOf(town) }, as: author }
    },
  },
  readFolder: {
    success: async (town) => ({
      input: {
        kind: 'policy',
        files: [{ path: 'grant/policy.yaml', text: 'id: a-grant\ntitle: { zh: 一项补贴 }\n' }],
        zip: Buffer.from(zipped([{ path: 'grant/examples.yaml', text: 'policy: a-grant\n' }])).toString(
          'base64',
        ),
      },
      as: await officer(town),
    }),
    refusals: {
      'kind-not-writable': async () => ({ input: { kind: 'role', files: [] } }),
      'folder-unreadable': async () => ({ input: { kind: 'policy', zip: 'bm90IGEgemlw' } }),
    },
  },
  exportDraft: { success: withDraft(aWhole) },
  getQuestionnaire: {
    success: async () => ({ input: {} }),
    refusals: {
      'questionnaire-missing': async (town) => {
        town.clock.set('2020-01-01T02:00:00.000Z')
        return { input: {} }
      },
    },
  },
  listComments: {
    success: async (town) => {
      const { draftId, author } = await commented(town)
      return { input: { draftId }, as: author }
    },
  },
  listMyComments: {
    success: async (town) => {
      const { partyId, company: as } = await commented(town)
      return { input: { partyId }, as }
    },
  },
  listConsultations: {
    success: async (town) => {
      await consulting(town)
      return { input: {} }
    },
  },
  getConsultation: {
    success: async (town) => ({ input: { draftId: (await commented(town)).draftId } }),
  },
  listRepeals: {
    success: async (town) => ({ input: {}, as: (await proposed(town)).proposer }),
  },
  listVersions: { success: async (town) => ({ input: { kind: 'policy', id: (await published(town)).id } }) },
  getVersion: {
    success: async (town) => ({
      input: {
        kind: 'policy',
        id: (await published(town)).id,
        validOn: '2025-06-30',
        knownAt: town.clock.now(),
      },
    }),
  },
  exportVersion: { success: async () => ({ input: { kind: 'policy', id: known } }) },
}
