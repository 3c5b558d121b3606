import { describe, expect, test } from 'vitest'
import exceljs from '@protobi/exceljs'
import { catalogueRows } from './catalogue-file.ts'
import { itemKind, themeKind } from '../definition.ts'
import { readGuangdong } from './guangdong.ts'
import { itemSummaries, themeSummaries } from './guides.ts'
import { Item } from './item.ts'
import { itemComplaints } from './item-checks.ts'
import { itemPublishing } from './item-publishing.ts'
import { city } from '../scenario.fixtures.ts'

const today = '2026-03-02'
const row = {
  ITEM_ID: '11440100007482532E4440112013000',
  CATANAME: '城镇污水排入排水管网许可（示例）',
  TASK_TYPE_TEXT: '行政许可',
  USE_LEVEL_TEXT: '区级',
  DEPT_NAME: '市水务局',
  SERVE_TYPE_TEXT: '企业法人,非法人企业',
  ANTICIPATE_DAY: 20,
  ANTICIPATE_TYPE_TEXT: '工作日',
  PROMISE_DAY: '8',
  PROMISE_TYPE_TEXT: '工作日',
  ACCEPT_CONDITION: '从事工业活动\n排放污水符合标准',
  HANDLE_TYPE_TEXT: '窗口、网上',
  LIMIT_SCENE_NUM: '0',
  IS_FEE_TEXT: '否',
  LAW: [{ LAWNAME: '《城镇排水与污水处理条例》', ACCORDINGNUMBER: '国令641号', TERMSNUMBER: '第21条' }],
  MATERIAL: [{ MATERIAL_NAME: '经营场所平面图' }, { MATERIAL_NAME: '没有登记过的材料' }],
}
const read = (...rows: Record<string, unknown>[]) => readGuangdong(rows, city, today)

describe('the province’s field set', () => {
  test('becomes the beginning of an item: limits, law, channels, conditions and the materials that are known', () => {
    const [first] = read(row)
    expect(first?.body).toMatchObject({
      type: 'licence',
      level: 'district',
      department: 'water',
      audience: ['enterprise', 'unincorporated'],
      channels: ['counter', 'online'],
      legalBasis: [{ law: '城镇排水与污水处理条例', number: '国令641号', article: '21' }],
      limits: {
        statutory: { limit: { count: 20, unit: 'working-days' } },
        promised: { limit: { count: 8, unit: 'working-days' } },
      },
      materials: [{ material: 'floor-plan' }],
    })
    expect(first?.faults).toEqual([
      {
        field: 'MATERIAL[2].MATERIAL_NAME',
        code: 'material-unknown',
        value: '没有登记过的材料',
        weight: 'warning',
      },
    ])
  })

  test('a row without name or type, or of an authority that the city does not have, is kept out and says why', () => {
    const rows = read(
      { ...row, CATANAME: ' ' },
      { ...row, TASK_TYPE_TEXT: '行政随意' },
      { ...row, DEPT_NAME: '火星局' },
      row,
    )
    expect(rows.map(({ row: place, body }) => [place, body !== undefined])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
    ])
    expect(rows.flatMap(({ faults }) => faults.filter(({ weight }) => weight === 'error'))).toMatchObject([
      { field: 'CATANAME', code: 'missing' },
      { field: 'TASK_TYPE_TEXT', code: 'unknown-value', value: '行政随意' },
      { field: 'DEPT_NAME', code: 'department-unknown', value: '火星局' },
    ])
  })

  test('is read alike from JSON and from a sheet, whose cells hold one name a line', async () => {
    const workbook = new exceljs.Workbook()
    const sheet = workbook.addWorksheet('AUDIT_ITEM')
    const flat = { ...row, LAW: '城镇排水与污水处理条例', MATERIAL: '经营场所平面图' }
    sheet.addRow(Object.keys(flat))
    sheet.addRow(Object.values(flat))
    const excel = await catalogueRows(new Uint8Array(await workbook.xlsx.writeBuffer()))
    const json = await catalogueRows(new TextEncoder().encode(JSON.stringify({ AUDIT_ITEM: [row] })))
    if ('unreadable' in excel || 'unreadable' in json) throw new Error('not read')
    const [fromExcel] = readGuangdong(excel, city, today)
    const [fromJson] = readGuangdong(json, city, today)
    expect(fromExcel?.faults).toEqual([])
    expect(fromExcel?.body).toMatchObject({
      materials: [{ material: 'floor-plan' }],
      legalBasis: [{ law: '城镇排水与污水处理条例' }],
    })
    expect(fromExcel?.body?.['limits']).toEqual(fromJson?.body?.['limits'])
    expect(await catalogueRows(new TextEncoder().encode('{"neither": json'))).toHaveProperty('unreadable')
  })
})

describe('an item in the page', () => {
  test('is told in plain words in both languages, each line under a key of its own', () => {
    for (const item of city.list(itemKind)) {
      const lines = itemPublishing.plain(item, city)
      expect(new Set(lines.map(({ key }) => key)).size, item.id).toBe(lines.length)
      for (const { text } of lines) expect(text.zh.trim() && text.en.trim(), item.id).toBeTruthy()
    }
  })

  test('begins as a blank that lacks only what nobody can know, and is not published without a limit or a word why', () => {
    const known = { id: 'new-item', title: '新事项', department: 'water', today }
    const blank = { id: 'new-item', version: 1, ...itemPublishing.blank(known) }
    const faults = Item.safeParse(blank).error?.issues.map(({ path }) => path[0]) ?? []
    expect([...new Set(faults)].sort()).toEqual(['acceptConditions', 'legalBasis', 'result', 'title'])
    const item = city.get(itemKind, 'drainage-permit')
    expect(itemComplaints(item)).toEqual([])
    const without = { ...item, limits: { ...item.limits, statutory: { basis: [] } } }
    expect(itemComplaints(without)).toMatchObject([{ code: 'statutory-limit-missing' }])
  })
})

describe('everyday words', () => {
  test('find what the catalogue calls otherwise', () => {
    const items = (search: string) => itemSummaries(city, search).map(({ id }) => id)
    const themes = (search: string) => themeSummaries(city, search).map(({ id }) => id)
    expect(items('我想开饭店')).toContain('food-business-licence')
    expect(themes('开饭店')).toEqual(['food-service'])
    expect(themes('搬家')).toEqual(['move-district'])
    expect(items('karaoke')).toContain('entertainment-venue')
    // What policies and objections open by themselves is nothing that one looks for.
    const byItself = city.list(themeKind).filter((theme) => theme.for === 'benefit' || theme.for === 'matter')
    expect(themes('').length).toBe(city.list(themeKind).length - byItself.length)
    expect(byItself.length).toBeGreaterThan(0)
    expect(items('乱七八糟的话')).toEqual([])
  })
})
