import { describe, expect, test } from 'vitest'
import { readModel } from './read.ts'
import { DmnFault, dmnFaultCodes, readXml, writeXml, xmlLimits } from './xml.ts'

const root = (inside: string) => `<definitions namespace="urn:n" name="N">${inside}</definitions>`
const faults: readonly (readonly [code: string, text: string])[] = [
  ['dmn-xml', '<a>'],
  ['dmn-xml', ''],
  ['dmn-xml', '<a>&lol9;</a>'],
  ['dmn-not-a-model', '<a/>'],
  ['dmn-not-a-model', '<definitions/>'],
  ['dmn-form', root('<decision id="d"/>')],
  ['dmn-form', root('<decision name="d"><decisionTable hitPolicy="LAST"/></decision>')],
  ['dmn-form', root('<decision name="d"><conditional/></decision>')],
  ['dmn-too-large', '<a>'.repeat(xmlLimits.depth + 1)],
  ['dmn-too-large', ' '.repeat(xmlLimits.length + 1)],
]

describe('a document that is no model is refused with a code in both languages', () => {
  test.each(faults)('%s', (code, text) => {
    try {
      readModel(text)
    } catch (error) {
      if (!(error instanceof DmnFault)) throw error
      expect(error.complaint.code).toBe(code)
      expect(error.complaint.message.zh).toMatch(/\p{Script=Han}/u)
      expect(error.complaint.remedy.en).not.toBe('')
      return
    }
    expect.unreachable('read')
  })

  test('and each code is reached', () => {
    expect([...new Set(faults.map(([code]) => code))].sort()).toEqual([...dmnFaultCodes].sort())
  })
})

test('no entity of the document expands', () => {
  const bomb = `<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>`
  expect(() => readXml(bomb)).toThrow(DmnFault)
})

test('text and attributes come back to the letter', () => {
  const text = ' a < b & "c" > ]]> \r\n\t 中\u{20BB7} '
  const written = writeXml({ name: 'x', attributes: { a: text }, children: [{ name: 'text', text }] })
  const read = readXml(written)
  expect(read.attributes.get('a')).toBe(text)
  // a carriage return in text is a line end to every reader of XML
  expect(read.children[0]?.text).toBe(text.replace('\r', '\n'))
})
