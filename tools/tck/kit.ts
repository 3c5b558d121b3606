import fs from 'node:fs'
import path from 'node:path'
import type { DmnModel } from '#definitions/dmn/model.ts'
import { DmnProgram } from '#definitions/dmn/program.ts'
import { readModel } from '#definitions/dmn/read.ts'
import { DmnFault } from '#definitions/dmn/xml.ts'
import { FeelStop } from '#definitions/feel/fault.ts'
import type { FeelValue } from '#definitions/feel/values.ts'
import { readCases, type TckCase } from './cases.ts'
import { isExpected, textOf } from './same.ts'

export interface Failure {
  readonly file: string
  readonly id: string
  readonly node: string
  readonly expected: string
  readonly got: string
}

export interface LevelResult {
  readonly level: string
  readonly passed: number
  readonly total: number
  /** the same for the cases that expect some value other than null */
  readonly passedWithValue: number
  readonly totalWithValue: number
  readonly failures: readonly Failure[]
}

const levelName = /^(?:compliance-)?(level-\d+|non-compliant)$/

/** The level folders at or below a folder: the kit itself, a folder of levels, or one level. */
export function levelsAt(folder: string): { level: string; folder: string }[] {
  const found = (place: string): { level: string; folder: string }[] => {
    const level = levelName.exec(path.basename(place))?.[1]
    if (level !== undefined) return [{ level, folder: place }]
    return foldersIn(place).flatMap(found)
  }
  const inside = found(path.resolve(folder))
  if (inside.length > 0) return inside
  const above = path
    .resolve(folder)
    .split(path.sep)
    .map((part) => levelName.exec(part)?.[1])
    .findLast((level) => level !== undefined)
  return [{ level: above ?? 'level-?', folder: path.resolve(folder) }]
}

const foldersIn = (place: string) =>
  fs
    .readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => path.join(place, entry.name))
    .sort()

const filesIn = (place: string, ending: string) =>
  fs
    .readdirSync(place)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => path.join(place, name))

/** Runs all cases of a level; folders may lie at any depth. */
export function runLevel(level: string, folder: string): LevelResult {
  const outcomes = testFolders(folder).flatMap(runFolder)
  const withValue = outcomes.filter(({ expectsValue }) => expectsValue)
  const passed = (list: typeof outcomes) => list.filter(({ failures }) => failures.length === 0).length
  return {
    level,
    passed: passed(outcomes),
    total: outcomes.length,
    passedWithValue: passed(withValue),
    totalWithValue: withValue.length,
    failures: outcomes.flatMap(({ failures }) => failures),
  }
}

const testFolders = (folder: string): string[] => [
  ...(filesIn(folder, '.dmn').length > 0 ? [folder] : []),
  ...foldersIn(folder).flatMap(testFolders),
]

interface Outcome {
  readonly expectsValue: boolean
  readonly failures: readonly Failure[]
}

function runFolder(folder: string): Outcome[] {
  const models = new Map<string, DmnModel | DmnFault>(
    filesIn(folder, '.dmn').map((file) => [
      path.basename(file),
      attempt(() => readModel(fs.readFileSync(file, 'utf8'))),
    ]),
  )
  return filesIn(folder, '.xml').flatMap((file) => {
    const { model: name, cases } = readCases(fs.readFileSync(file, 'utf8'))
    const main = models.get(name)
    const others = [...models.values()].flatMap((one) =>
      one instanceof DmnFault || one === main ? [] : [one],
    )
    const program = main === undefined || main instanceof DmnFault ? undefined : new DmnProgram(main, others)
    const place = path.join(path.basename(folder), path.basename(file))
    return cases.map((one) => ({
      expectsValue: one.results.some(({ expected }) => expected !== null),
      failures: runCase(program, one).map((failure) => ({ file: place, id: one.id, ...failure })),
    }))
  })
}

function attempt(read: () => DmnModel): DmnModel | DmnFault {
  try {
    return read()
  } catch (error) {
    if (error instanceof DmnFault) return error
    throw error
  }
}

/** The moment of `now()` in the kit: any will do, since no case expects a certain one. */
const clock = { epochMilliseconds: Date.now(), zone: 'UTC' }

function runCase(program: DmnProgram | undefined, one: TckCase): Omit<Failure, 'file' | 'id'>[] {
  return one.results.flatMap(({ name, expected, fails }) => {
    const got = program === undefined ? undefined : valueFor(program, one, name)
    if (got !== undefined && !(got instanceof FeelStop) && isExpected(got, expected)) return []
    if (got instanceof FeelStop && fails && expected === null) return []
    const shown = got === undefined ? 'no model' : got instanceof FeelStop ? got.message : textOf(got)
    return [{ node: name, expected: textOf(expected), got: shown }]
  })
}

function valueFor(program: DmnProgram, one: TckCase, name: string): FeelValue | FeelStop {
  try {
    if (one.k === 'decision') return program.decide(name, one.given, { clock }).value
    const value = program.call(one.invocable ?? name, one.given, { clock }).value
    return one.results.length > 1 && value instanceof Map ? (value.get(name) ?? null) : value
  } catch (error) {
    if (error instanceof FeelStop) return error
    throw error
  }
}
