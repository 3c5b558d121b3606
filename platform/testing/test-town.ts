import { type StoredDefinition, stored } from '../definition-store.ts'
import type { Engine } from '../engine.ts'

/**
 * A town of its own for tests of engines: every operation is granted at its widest to one role, so that what is tested is the
 * engine and not a city's choice of roles. Cities' own roles are tested with the cities.
 */
export function testTown(engines: readonly Engine[]): StoredDefinition[] {
  const operations = engines.flatMap((engine) =>
    Object.entries(engine.contract).map(([operation, row]) => ({
      name: `${engine.name}.${operation}`,
      permission: row.permission,
    })),
  )
  const upTo = (...permissions: string[]) =>
    operations.filter((o) => permissions.includes(o.permission)).map((o) => o.name)
  const role = (id: string, own: string[], jurisdiction: string[], all: string[]) =>
    stored('role', id, 1, { id, title: { zh: '角色', en: id }, kind: 'officer', own, jurisdiction, all })
  return [
    stored('city', 'test-town', 1, {
      id: 'test-town',
      title: { zh: '测试镇', en: 'Test Town' },
      code: '440000',
      utcOffsetMinutes: 480,
      languages: ['zh', 'en'],
      sample: true,
      contact: { telephone: '12345', hours: { zh: '工作日', en: 'Working days' }, confidence: 'sample' },
      officeHours: [
        {
          from: '2020-01-01',
          sessions: [
            { from: '09:00', until: '12:00' },
            { from: '13:00', until: '17:00' },
          ],
          confidence: 'sample',
        },
      ],
    }),
    stored('calendar', '2026', 1, {
      year: 2026,
      source: {
        issuer: { zh: '国务院办公厅', en: 'General Office of the State Council' },
        issued: '2025-11',
        confidence: 'verified',
      },
      off: [{ title: { zh: '春节', en: 'Spring Festival' }, from: '2026-02-15', through: '2026-02-23' }],
      work: [],
      workingDays: 255,
    }),
    ...testFacts,
    role('newcomer', upTo('own', 'jurisdiction', 'all'), [], ['party.foundEnterprise']),
    role('officer', [], upTo('jurisdiction', 'all'), []),
    role('chief', [], [], upTo('all', 'jurisdiction')),
    ...(engines.some(({ name }) => name === 'policy')
      ? [ceiling('officer', 90_000_000_000), ceiling('chief', 1)]
      : []),
  ]
}

const isSeat = ({ kind }: StoredDefinition) => kind === 'role' || kind === 'approval-ceiling'

/** A city's definitions with the test town's seats in place of its own: what is tried is not one city's grants. */
export const withTestSeats = (
  city: readonly StoredDefinition[],
  engines: readonly Engine[],
): StoredDefinition[] => [...city.filter((row) => !isSeat(row)), ...testTown(engines).filter(isSeat)]

/** An officer approves any sum alone, a chief none: what is above a ceiling is tried with a chief. */
const ceiling = (role: string, ceilingYuan: number) =>
  stored('approval-ceiling', role, 1, {
    id: role,
    title: { zh: '审批上限', en: role },
    role,
    ceilingYuan,
    confidence: 'sample',
    review: [{ zh: '测试用', en: 'For tests' }],
  })

/** A dictionary small enough to read: one fact of each way of storing that imports and rules meet. */
const testFacts: readonly StoredDefinition[] = [
  {
    id: 'fin.revenue',
    zh: '营业收入',
    en: 'Revenue',
    type: 'money',
    display: '万元',
    period: 'year',
    source: 'tax',
  },
  { id: 'hr.headcount', zh: '从业人数', en: 'Headcount', type: 'integer', unit: '人', source: 'statistics' },
  {
    id: 'hr.layoffRate',
    zh: '裁员率',
    en: 'Layoff rate',
    type: 'ratio',
    period: 'year',
    source: 'human-resources',
  },
  { id: 'ent.regDate', zh: '成立日期', en: 'Founding date', type: 'date', source: 'market-regulation' },
].map((fact) => stored('fact', fact.id, 1, { group: 'test', legalClass: 'business', ...fact }))
