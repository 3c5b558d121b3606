import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { checkCity } from '#definitions/city/check-city.ts'
import { cityCalendar } from '#definitions/city/city-calendar.ts'
import {
  cityKind,
  departmentKind,
  districtKind,
  fieldKind,
  industryKind,
  measureKind,
  roleKind,
} from '#definitions/city/kinds.ts'
import { itemKind, themeKind } from '#engines/casework/definition.ts'
import { indicatorKind } from '#engines/scoreboard/definition.ts'
import { dueOf } from '#kernel/time-limit.ts'
import { loadCity, readCityFiles } from '#platform/city-files.ts'

const { kinds } = composition
const folderOf = (city: string) => fileURLToPath(new URL(city, import.meta.url))
const guangzhou = await loadCity(folderOf('guangzhou'), kinds)
const template = await readCityFiles(folderOf('template'))

describe('the cities as shipped', () => {
  test('Guangzhou has no fault', () => {
    expect(guangzhou.faults).toEqual([])
  })

  test('the template city has no fault', () => {
    expect(checkCity(template, kinds).faults).toEqual([])
  })

  test('a unit that counts has an English word for one of it', () => {
    const { city } = guangzhou
    const units = [
      ...city.list(indicatorKind).map(({ unit }) => unit),
      ...city.list(measureKind).flatMap(({ targets }) => (targets ?? []).map(({ unit }) => unit)),
    ]
    expect(units.length).toBeGreaterThan(15)
    expect(units.filter(({ en, one }) => en.endsWith('s') && one === undefined)).toEqual([])
  })

  test('Guangzhou has its eleven districts, four calendars, the divisions of industry and the whole plan', () => {
    const { city } = guangzhou
    expect(city.list(districtKind).filter(({ historical }) => !historical)).toHaveLength(11)
    expect(city.counts()).toMatchObject({ city: 1, calendar: 4, measure: 39, theme: 19, item: 110 })
    expect(city.list(industryKind).filter(({ code }) => /^\d{2}$/.test(code))).toHaveLength(97)
    expect(city.list(measureKind).map(({ number }) => number)).toEqual(
      Array.from({ length: 39 }, (_, i) => i + 1),
    )
    expect(city.list(departmentKind).length).toBeGreaterThanOrEqual(40)
  })

  test('what serves a measure exists, or is said to be wanted in words that people can read', () => {
    const screens = new Set(composition.engines.flatMap((engine) => engine.screens.map(({ id }) => id)))
    const indicators = guangzhou.city.list(indicatorKind).map(({ id }) => id)
    const servers = guangzhou.city.list(measureKind).flatMap(({ servedBy }) => servedBy)
    const faulty = servers.filter((by) => {
      // A screen that has come to exist has its own title: the one for a wish goes.
      if ('screen' in by) return screens.has(by.screen) === 'title' in by
      return 'indicator' in by && !indicators.includes(by.indicator)
    })
    expect(faulty).toEqual([])
  })

  test('both cities know the same roles', () => {
    const roles = (city: typeof guangzhou.city) => city.list(roleKind).map(({ id }) => id)
    expect(roles(checkCity(template, kinds).city)).toEqual(roles(guangzhou.city))
  })

  test('the template city says that it is a sample', () => {
    expect(checkCity(template, kinds).city.get(cityKind, 'template').sample).toBe(true)
  })

  test('half a working day in Guangzhou, begun at ten, ends after lunch', () => {
    const calendar = cityCalendar(guangzhou.city)
    const { promise } = guangzhou.city.get(themeKind, 'open-a-company')
    expect(dueOf(promise.limit, '2026-03-02T02:00:00.000Z', [], calendar).dueAt).toBe(
      '2026-03-02T06:30:00.000Z',
    )
  })

  test('a newcomer types at most eight answers to open a company; all else is chosen or known', () => {
    const theme = guangzhou.city.get(themeKind, 'open-a-company')
    const typed = theme.pages
      .flatMap((page) => page.fields)
      .map((id) => guangzhou.city.get(fieldKind, id))
      .filter(
        ({ type, initial }) => !['choice', 'choices', 'boolean'].includes(type) && initial === undefined,
      )
    expect(typed.length).toBeLessThanOrEqual(8)
    expect(theme.pages.filter(({ fields }) => fields.length > 3)).toEqual([])
  })

  test('opening a company covers the six steps of the provincial regulation, article 12', () => {
    const items = Object.values(guangzhou.city.get(themeKind, 'open-a-company').items).map(({ item }) => item)
    expect(items).toEqual(
      expect.arrayContaining([
        'company-registration',
        'seal-filing',
        'tax-setup',
        'social-insurance-registration',
        'housing-fund-registration',
        'bank-account-appointment',
      ]),
    )
    const registration = guangzhou.city.get(itemKind, 'company-registration')
    expect(registration.limits.statutory.limit).toEqual({ count: 3, unit: 'working-days' })
  })
})

describe('a broken city names file and line', () => {
  type Case = [way: string, code: string, file: string, from: string | RegExp, to: string, at: string]
  const item = 'items/shop-sign-permit.yaml'
  const theme = 'themes/open-a-shop.yaml'
  const fields = 'fields/shop-sign.yaml'
  const cases: Case[] = [
    [
      'YAML that cannot be read',
      'yaml-syntax',
      item,
      'handling: promised',
      'handling: [promised',
      'department: works',
    ],
    ['a tab as indentation', 'tab-indent', item, '  promised:\n', '\tpromised:\n', '\tpromised:'],
    ['a key written twice', 'duplicate-key', item, 'visits: 0', 'visits: 0\nvisits: 1', 'visits: 1'],
    ['an alias', 'alias', item, 'visits: 0', 'visits: &n 0\nlevel2: *n', '*n'],
    ['an unknown key', 'unknown-key', item, 'visits: 0', 'visits: 0\nvisit: 1', 'visit: 1'],
    ['a missing key', 'missing', item, 'visits: 0\n', '', 'id: shop-sign-permit'],
    ['a missing translation', 'missing-english', item, ', en: Permit for a shop sign', '', 'title:'],
    ['English where Chinese belongs', 'not-chinese', item, 'zh: 店铺招牌设置', 'zh: Shop sign', 'title:'],
    [
      'Chinese where English belongs',
      'not-english',
      item,
      'en: Permit for a shop sign',
      'en: 店铺招牌',
      'title:',
    ],
    ['a value that is not allowed', 'not-allowed', item, 'level: city', 'level: county', 'level: county'],
    ['a number that reads as text', 'wrong-type', item, 'visits: 0', 'visits: none', 'visits: none'],
    ['a code without quotes', 'wrong-type', 'districts.yaml', '"990101"', '990101', 'id: east'],
    ['a code of the wrong length', 'bad-format', 'districts.yaml', '"990102"', '"99010"', 'id: west'],
    ['a date that does not exist', 'bad-date', item, 'from: 2025-01-01', 'from: 2025-02-30', '2025-02-30'],
    ['a limit of nothing', 'too-small', item, 'count: 3,', 'count: 0,', 'count: 0,'],
    ['an item without law', 'law-missing', item, /legalBasis: .*/, 'legalBasis: []', 'legalBasis: []'],
    [
      'a reference to nowhere',
      'unknown-reference',
      item,
      'department: works',
      'department: wroks',
      'department: wroks',
    ],
    [
      'a reference in a list to nowhere',
      'unknown-reference',
      theme,
      '[shop-district]',
      '[shop-distrikt]',
      '[shop-distrikt]',
    ],
    [
      'an identifier used twice',
      'duplicate-id',
      'departments.yaml',
      '{ id: works',
      '{ id: registry',
      '示例市城建局',
    ],
    [
      'a file named otherwise',
      'file-name',
      item,
      'id: shop-sign-permit\n',
      'id: sign-permit\n',
      'id: sign-permit',
    ],
    [
      'a definition nobody uses',
      'unused',
      item,
      ', credential: shop-sign-permit',
      '',
      'id: shop-sign-permit',
    ],
    [
      'a field asked twice',
      'asked-twice',
      theme,
      '[shop-district]',
      '[shop-district, sign-kind]',
      '[shop-district, sign-kind]',
    ],
    [
      'a field asked though the account tells it',
      'asked-though-known',
      theme,
      '[shop-district]',
      '[shop-district, applicant-name]',
      'applicant-name',
    ],
    ['a field that no page asks', 'never-asked', theme, '[shop-district]', '[sign-kind]', 'sign: { item'],
    [
      'a circle of items',
      'cyclic-graph',
      theme,
      'sign: { item: shop-sign-permit }',
      'sign: { item: shop-sign-permit, after: [sign] }',
      'after: [sign]',
    ],
    [
      'an item waiting for a stranger',
      'unknown-node',
      theme,
      'sign: { item: shop-sign-permit }',
      'sign: { item: shop-sign-permit, after: [paint] }',
      'after: [paint]',
    ],
    [
      'an input that nobody declared',
      'unknown-input',
      theme,
      'sign: { item: shop-sign-permit }',
      'sign: { item: shop-sign-permit, feeds: { a: b.c } }',
      'feeds',
    ],
    [
      'an input without source',
      'input-unfed',
      item,
      'inputs: []',
      'inputs: [{ id: plot, title: { zh: 地块, en: Plot } }]',
      'sign: { item',
    ],
    [
      'a rule stage without a rule',
      'stage-without-decision',
      item,
      '    decide: 招牌简单\n',
      '',
      '- id: decide',
    ],
    [
      'a promise longer than the law',
      'promise-over-law',
      item,
      'count: 2, unit: working-days }\n    basis',
      'count: 9, unit: working-days }\n    basis',
      'count: 9',
    ],
    [
      'a make-up day left out',
      'working-days-differ',
      'calendar/2025.yaml',
      'work: [2025-10-04]',
      'work: []',
      'workingDays',
    ],
    [
      'a make-up day that is no weekend',
      'not-a-weekend',
      'calendar/2025.yaml',
      '[2025-10-04]',
      '[2025-10-06]',
      '2025-10-06',
    ],
    [
      'a day of another year',
      'other-year',
      'calendar/2025.yaml',
      '[2025-10-04]',
      '[2026-10-04]',
      '2026-10-04',
    ],
    ['a skipped year', 'year-skipped', 'calendar/2026.yaml', 'year: 2026', 'year: 2027', 'year: 2027'],
    [
      'office hours with a hole',
      'hours-not-consecutive',
      'city.yaml',
      'until: 2026-06-01',
      'until: 2026-05-01',
      'from: 2026-06-01',
    ],
    ['sessions that cross', 'sessions-cross', 'city.yaml', 'from: "14:00"', 'from: "11:00"', 'from: "11:00"'],
    ['a choice without choices', 'choices-mismatch', fields, '  choices: sign-kinds\n', '', 'type: choice'],
    [
      'a truth no choice can make',
      'attribute-unknown',
      fields,
      'is: true',
      'is: perhaps',
      'attribute: simple',
    ],
    [
      'a name that rules could not tell apart',
      'name-taken',
      fields,
      'zh: 店铺所在区',
      'zh: 招牌简单',
      'en: District',
    ],
    ['an operation without engine', 'bad-format', 'roles.yaml', 'own: []', 'own: [claim]', 'own: [claim]'],
  ]

  test('a material or a list that nobody uses is told and stops nothing: officers publish it before an item or a field wants it', () => {
    const { faults, warnings } = checkCity(broken(item, /materials: .*/, 'materials: []'), kinds)
    expect(faults).toEqual([])
    expect(warnings).toMatchObject([{ code: 'unused', file: 'materials/shop-sign.yaml' }])
    const list = checkCity(broken(fields, '  choices: sign-kinds\n', '  choicesOf: district\n'), kinds)
    expect(list.faults.map(({ code }) => code)).not.toContain('unused')
    expect(list.warnings).toMatchObject([{ code: 'unused', file: 'choices/sign-kinds.yaml' }])
    const whole = [checkCity(template, kinds).warnings, guangzhou.warnings].flat()
    expect(whole.filter(({ code }) => code === 'unused')).toEqual([])
  })

  test.each(cases)('%s gives %s', (_way, code, file, from, to, at) => {
    const { faults } = checkCity(broken(file, from, to), kinds)
    const found = faults.find((fault) => fault.code === code)
    expect(faults.map((fault) => fault.code)).toContain(code)
    const text = broken(file, from, to).get(found?.file ?? '') ?? ''
    const line = text.split('\n').findIndex((one) => one.includes(at)) + 1
    expect(found).toMatchObject({ line: Math.max(1, line) })
    expect(found?.message.zh).toMatch(/\p{Script=Han}/u)
    expect(found?.remedy.en).toMatch(/\.$/)
    expect(line).toBeGreaterThan(0)
  })

  test('a missing profile, an unknown file and bytes that are not text are named', () => {
    const files = new Map(template)
    files.delete('city.yaml')
    files.set('item/typo.yaml', 'id: typo\n')
    files.set('roles.yaml', undefined)
    files.set('materials/empty.yaml', '# nothing yet\n')
    const codes = checkCity(files, kinds).faults.map(({ file, code }) => `${file} ${code}`)
    expect(codes).toEqual(
      expect.arrayContaining([
        'city.yaml missing-file',
        'item/typo.yaml unclaimed-file',
        'roles.yaml not-text',
        'materials/empty.yaml empty-file',
      ]),
    )
  })

  test('all faults are told at once, sorted by file and line', () => {
    const files = broken(item, /visits: 0|level: city/g, 'visits: x')
    const both = new Map(files).set(theme, (files.get(theme) ?? '').replace('routing: []', 'routes: []'))
    const { faults } = checkCity(both, kinds)
    expect(new Set(faults.map(({ file }) => file))).toEqual(new Set([item, theme]))
    const places = faults.map(({ file, line }) => `${file} ${String(line).padStart(5, '0')}`)
    expect(places).toEqual([...places].sort())
  })

  test('no damage to a file makes the check fail instead of answer', () => {
    const files = [...template.keys()].sort()
    const damage = fc.constantFrom(
      '',
      '\t',
      ':',
      '- ',
      '{',
      '}',
      '[',
      '&a ',
      '*a',
      '"',
      '0',
      '\n',
      '\u0000',
      '宜',
      '!!',
      '%',
      '|',
    )
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.nat(), fc.nat(20), damage, (file, at, cut, put) => {
        const text = template.get(file) ?? ''
        const place = at % text.length
        const damaged = new Map(template).set(file, text.slice(0, place) + put + text.slice(place + cut))
        for (const fault of checkCity(damaged, kinds).faults) {
          expect(fault.line).toBeGreaterThan(0)
          expect(fault.message.zh && fault.message.en && fault.remedy.zh && fault.remedy.en).toBeTruthy()
        }
      }),
      { numRuns: 80 },
    )
  }, 90_000)

  function broken(file: string, from: string | RegExp, to: string): Map<string, string | undefined> {
    const before = template.get(file) ?? ''
    const after = before.replace(from, () => to)
    if (after === before) throw new Error(`nothing to break: ${file} ${from}`)
    const files = new Map(template)
    if (after === '') files.delete(file)
    else files.set(file, after)
    return files
  }
})
