import { describe, expect, test } from 'vitest'
import { htmlOfTable, tableInText, textOfTable } from './tables.ts'

describe('a table on the clipboard', () => {
  test('is read row by row, with tabs, line ends and quotes inside quoted cells', () => {
    expect(tableInText('事实\t标准\r\n参保人数\t"不少于\n20人"\n备注\t"写着""原文"""\n\n')).toEqual([
      ['事实', '标准'],
      ['参保人数', '不少于 20人'],
      ['备注', '写着"原文"'],
    ])
  })

  test('keeps empty cells in their place and leaves out empty rows', () => {
    expect(tableInText('a\t\tc\n\t\t\n\tb\t')).toEqual([
      ['a', '', 'c'],
      ['', 'b', ''],
    ])
  })

  test('is written for spreadsheets and read back the same', () => {
    const table = [
      ['名称', '说"明"'],
      ['一\t二', '-3'],
    ]
    expect(tableInText(textOfTable(table))).toEqual([
      ['名称', '说"明"'],
      ['一 二', '-3'],
    ])
  })

  test('holds no formula and no markup for whoever opens it', () => {
    expect(textOfTable([['=1+1', '@a', '-x', '-1']])).toBe("'=1+1\t'@a\t'-x\t-1")
    expect(htmlOfTable([['<b>&']])).toBe('<table><tr><td>&lt;b&gt;&amp;</td></tr></table>')
  })
})
