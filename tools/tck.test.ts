import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { belowFloor, readFloor } from './tck/floor.ts'
import { levelsAt, runLevel, selected } from './tck/kit.ts'

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

  const inFolder = (files: Readonly<Record<string, string>>, judge: (place: string) => void) => {
    const place = fs.mkdtempSync(path.join(os.tmpdir(), 'tck-'))
    try {
      for (const [name, content] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(place, name)), { recursive: true })
        fs.writeFileSync(path.join(place, name), content)
      }
      judge(place)
    } finally {
      fs.rmSync(place, { recursive: true })
    }
  }

  test('what cannot be read is a failure that says why, and the rest runs', () => {
    const files = {
      'compliance-level-3/good/m.dmn': model,
      'compliance-level-3/good/m-test.xml': cases,
      'compliance-level-3/no model/m-test.xml': cases,
      'compliance-level-3/broken model/m.dmn': '<definitions',
      'compliance-level-3/broken model/m-test.xml': cases,
      'compliance-level-3/broken cases/m.dmn': model,
      'compliance-level-3/broken cases/m-test.xml': '<testCases>',
      'compliance-level-3/unknown type/m.dmn': model,
      'compliance-level-3/unknown type/m-test.xml': cases.replace('xsd:decimal', 'xsd:strange'),
      'compliance-level-3/other/pom.xml': '<project/>',
      'compliance-level-3/other/readme.md': 'words',
      'build/report.xml': '<report/>',
    }
    inFolder(files, (place) => {
      const [level] = levelsAt(place)
      const { passed, total, failures } = runLevel('level-3', level?.folder ?? '')
      expect([passed, total]).toEqual([3, 13])
      expect(failures.map(({ file, id, got }) => `${file} ${id} ${got}`)).toEqual([
        expect.stringMatching(/^broken cases.m-test.xml - dmn-xml/),
        expect.stringMatching(/^broken model.m-test.xml right dmn-xml/),
        expect.stringMatching(/^broken model.m-test.xml wrong dmn-xml/),
        expect.stringMatching(/^broken model.m-test.xml none dmn-xml/),
        'good/m-test.xml wrong 2',
        'no model/m-test.xml right no model m.dmn',
        'no model/m-test.xml wrong no model m.dmn',
        'no model/m-test.xml none no model m.dmn',
        'unknown type/m-test.xml right unknown type strange',
        'unknown type/m-test.xml wrong 2',
      ])
    })
  })

  test('a folder inside another chosen one is not run twice', () => {
    inFolder({ 'level-2/a/m.dmn': model, 'level-3/b/m.dmn': model }, (place) => {
      const inside = path.join(place, 'level-3', 'b')
      const levels = (...folders: string[]) => selected(folders).map(({ level }) => level)
      expect(levels(place, inside)).toEqual(['level-2', 'level-3'])
      expect(levels(inside, place)).toEqual(['level-2', 'level-3'])
      expect(levels(inside, inside)).toEqual(['level-3'])
      expect(levels(path.join(place, 'level-2'), inside)).toEqual(['level-2', 'level-3'])
    })
  })

  test('a level without a floor must pass, except the cases the specification does not ask for', () => {
    const result = {
      level: 'level-9',
      passed: 1,
      total: 2,
      passedWithValue: 1,
      totalWithValue: 2,
      failures: [],
    }
    expect(belowFloor(result, {})).toMatch(/no floor/)
    expect(belowFloor({ ...result, passed: 2 }, {})).toBeUndefined()
    expect(belowFloor({ ...result, level: 'non-compliant' }, {})).toBeUndefined()
  })
})
