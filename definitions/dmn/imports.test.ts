import { expect, test } from 'vitest'
import { shown } from '../feel/fixtures.ts'
import { DmnProgram } from './program.ts'
import { readModel } from './read.ts'

const model = (name: string, imports: readonly (readonly [name: string, of: string])[], content: string) =>
  readModel(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:${name}" name="${name}">
${imports.map(([as, of]) => `<import name="${as}" namespace="urn:${of}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>`).join('')}
${content}</definitions>`)

const decision = (name: string, text: string, needs: readonly string[] = [], type = 'Any') =>
  `<decision id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/>
${needs.map((href) => `<informationRequirement><requiredDecision href="${href}"/></informationRequirement>`).join('')}
<literalExpression><text>${text}</text></literalExpression></decision>`
const type = (name: string, of: string) =>
  `<itemDefinition name="${name}"><typeRef>${of}</typeRef></itemDefinition>`

const deepest = model('deepest', [], decision('depth', '"deepest"') + type('label', 'number'))
const first = model(
  'first',
  [['', 'deepest']],
  decision('rate', '1') +
    decision('first only', '"first"') +
    type('label', 'string') +
    type('shared', 'string'),
)
const second = model('second', [['', 'main']], decision('rate', '2') + type('shared', 'number'))
const main = model(
  'main',
  [
    ['', 'first'],
    ['', 'second'],
    ['named', 'second'],
  ],
  type('label', 'boolean') +
    decision('own', '"own"') +
    decision('both', 'rate', ['urn:second#rate', 'urn:first#rate']) +
    decision('typed', 'true', [], 'label') +
    decision('shared one', '"text"', [], 'shared') +
    decision('other', '3', [], 'named.shared'),
)
const program = new DmnProgram(main, [second, first, deepest])

test.each([
  ['own', '"own"', 'the model’s own'],
  ['first only', '"first"', 'an import without a name brings its elements in'],
  ['depth', '"deepest"', 'and those that it imports in the same way'],
  ['rate', '1', 'of equal names the import that comes first decides'],
  ['both', '1', 'also among requirements'],
  ['typed', 'true', 'a type of the model’s own stands before an imported one'],
  ['shared one', '"text"', 'of equal types the import that comes first decides'],
  ['other', '3', 'a named import has its own names'],
])('%s is %s: %s', (name, expected) => {
  expect(shown(program.decide(name, []).value)).toBe(expected)
})
