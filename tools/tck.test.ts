import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { belowFloor, readFloor } from './tck/floor.ts'
import { levelsAt, runLevel } from './tck/kit.ts'

const root = path.resolve(import.meta.dirname, '..')
const kit = path.resolve(root, '..', 'shared', 'dmn-tck')
const here = fs.existsSync(kit)
if (!here) console.warn(`SKIPPED: the DMN conformance kit is not at ${kit}; its cases are not run`)

describe.skipIf(!here)('the DMN conformance kit', () => {
  test('passes at or above the floor', () => {
    const floor = readFloor(path.join(root, 'tools/tck/floor.json'))
    const results = levelsAt(kit).map(({ level, folder }) => runLevel(level, folder))
    expect(results.map(({ level }) => level)).toEqual(['level-2', 'level-3'])
    expect(results.map((result) => belowFloor(result, floor)).filter((fault) => fault !== undefined)).toEqual(
      [],
    )
    expect(results.every(({ total }) => total > 100)).toBe(true)
  })
})

const model = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:n" name="N">
<inputData id="a" name="a"><variable name="a" typeRef="number"/></inputData>
<decision id="d" name="d"><variable name="d"/><informationRequirement><requiredInput href="#a"/></informationRequirement>
<literalExpression><text>a + 1</text></literalExpression></decision></definitions>`
const cases = `<testCases xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>m.dmn</modelName>
<testCase id="right"><inputNode name="a"><value xsi:type="xsd:decimal">1</value></inputNode>
<resultNode name="d"><expected><value xsi:type="xsd:decimal">2.000000001</value></expected></resultNode></testCase>
<testCase id="wrong"><inputNode name="a"><value xsi:type="xsd:decimal">1</value></inputNode>
<resultNode name="d"><expected><value xsi:type="xsd:decimal">3</value></expected></resultNode></testCase>
<testCase id="none"><resultNode name="d" errorResult="true"><expected><value xsi:nil="true"/></expected></resultNode></testCase>
</testCases>`

describe('the runner', () => {
  test('counts what passes, and says what was expected and got', () => {
    const place = fs.mkdtempSync(path.join(os.tmpdir(), 'tck-'))
    try {
      const folder = path.join(place, 'level-3', 'one')
      fs.mkdirSync(folder, { recursive: true })
      fs.writeFileSync(path.join(folder, 'm.dmn'), model)
      fs.writeFileSync(path.join(folder, 'm-test.xml'), cases)
      for (const from of [place, path.join(place, 'level-3'), folder]) {
        const [level] = levelsAt(from)
        expect(level?.level).toBe('level-3')
        const result = runLevel('level-3', level?.folder ?? '')
        expect(result).toMatchObject({ passed: 2, total: 3, passedWithValue: 1, totalWithValue: 2 })
        expect(result.failures).toEqual([
          { file: 'one/m-test.xml', id: 'wrong', node: 'd', expected: '3', got: '2' },
        ])
        expect(belowFloor(result, { 'level-3': { cases: 3, passed: 3, share: 0 } })).toMatch(
          /below the floor/,
        )
        expect(belowFloor(result, { 'level-3': { cases: 9, passed: 9, share: 0.67 } })).toMatch(
          /below the floor/,
        )
        expect(belowFloor(result, { 'level-3': { cases: 3, passed: 2, share: 1 } })).toBeUndefined()
      }
    } finally {
      fs.rmSync(place, { recursive: true })
    }
  })
})
