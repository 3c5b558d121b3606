import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { creditCodeFault } from '#kernel/credit-code.ts'
import type { CommandError, Session } from '../command.ts'
import { withOwnServer } from './own-server.ts'
import { readWalk } from './walk-file.ts'
import { walkThrough } from './walk.ts'

const quiet: Session = {
  language: 'zh',
  json: true,
  dryRun: false,
  tell: () => undefined,
  line: () => undefined,
}
const example = fs.readFileSync(
  path.join(import.meta.dirname, '../../../docs/examples/walk-open-a-company.yaml'),
  'utf8',
)

test('a founder’s file goes through the public API to a company, licences, verdicts and a payment', {
  timeout: 240_000,
}, async () => {
  await withOwnServer(undefined, async (url) => {
    const walk = readWalk(example)
    const walked = await walkThrough(quiet, url, walk)
    expect(walked.unmet).toEqual([])
    expect(walked.case).toMatchObject({ standing: 'completed', name: expect.stringContaining('穗语澄明') })
    expect(creditCodeFault(walked.creditCode ?? '')).toBeUndefined()
    expect(walked.licences.map(({ type }) => type)).toContain('business-licence')
    expect(walked.payment).toMatchObject({ state: 'settled', amountFen: 720_000 })

    const wrong = readWalk('answers: { 字号: a, 天气: 晴 }')
    const refused = await walkThrough(quiet, url, wrong).catch((error: CommandError) => error)
    expect(refused).toMatchObject({ code: 'field-unknown' })
    const { zh, en } = (refused as CommandError).title
    expect(zh).toContain('表单里没有“天气”')
    expect(zh).toMatch(/：请填写$/mu)
    expect(en).toMatch(/: Please answer$/mu)
    expect(`${zh}${en}`).not.toMatch(/required|missing[）)]/u)
    const incomplete = readWalk('answers: { 字号: 穗语 }')
    await expect(walkThrough(quiet, url, incomplete)).rejects.toMatchObject({ code: 'answers-incomplete' })
  })
})
