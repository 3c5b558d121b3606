import type { Bilingual } from '#kernel/text.ts'

/** What is wrong in a city's files, and where. Lines and columns count from 1. */
export interface Fault {
  readonly file: string
  readonly line: number
  readonly column: number
  /** JSON pointer within the file; empty for the whole file */
  readonly path: string
  readonly code: string
  readonly expected: string
  /** the key or the identifier it is about, as the file writes it */
  readonly about?: string
  readonly message: Bilingual
  /** what to do about it */
  readonly remedy: Bilingual
}

/** The loader's own codes. Kinds add theirs through `complain` and their `check`. */
export type FaultCode = keyof typeof words

const words = {
  'not-text': ['文件不是 UTF-8 文本', 'The file is not UTF-8 text', '另存为 UTF-8 编码', 'Save it as UTF-8'],
  'too-large': ['文件过大', 'The file is too large', '拆成几个文件', 'Split it into several files'],
  'too-many-files': [
    '文件过多',
    'There are too many files',
    '检查目录是否放错',
    'Check that this is the right folder',
  ],
  'missing-file': ['缺少文件', 'A file is missing', '按样例城市补上', 'Add it; the template city shows how'],
  'unclaimed-file': [
    '没有哪一类定义使用这个文件',
    'No kind of definition uses this file',
    '改到正确目录，或删除',
    'Move it to the right folder or remove it',
  ],
  'empty-file': ['文件没有内容', 'The file is empty', '填写内容，或删除文件', 'Fill it in or remove it'],
  'yaml-syntax': [
    'YAML 写法有误',
    'The YAML cannot be read',
    '检查这一行的冒号、引号和缩进',
    'Check colons, quotes and indentation on this line',
  ],
  'tab-indent': ['缩进用了制表符', 'A tab is used for indentation', '改用两个空格', 'Use two spaces'],
  'too-deep': ['嵌套过深', 'Nested too deeply', '减少层级', 'Flatten it'],
  alias: ['不能使用锚点引用', 'Aliases are not allowed', '把内容直接写出来', 'Write the content out'],
  'duplicate-key': ['同一个键写了两次', 'The same key is written twice', '只保留一个', 'Keep one of them'],
  missing: ['缺少必填内容', 'Something required is missing', '补上这一项', 'Add it'],
  'missing-chinese': [
    '缺少中文',
    'The Chinese is missing',
    '中文和英文都要写',
    'Write both Chinese and English',
  ],
  'missing-english': [
    '缺少英文',
    'The English is missing',
    '中文和英文都要写',
    'Write both Chinese and English',
  ],
  'wrong-type': [
    '内容的类型不对',
    'The value has the wrong type',
    '按要求填写；编码类内容请加引号',
    'Write the expected type; quote codes that look like numbers',
  ],
  'unknown-key': [
    '不认识这个键',
    'The key is not known',
    '检查拼写，或删除',
    'Check the spelling or remove it',
  ],
  'not-allowed': [
    '这个值不在允许范围内',
    'The value is not one of those allowed',
    '从允许的值中选一个',
    'Choose one of the allowed values',
  ],
  'bad-format': ['格式不对', 'The format is wrong', '按要求的格式填写', 'Write it in the expected format'],
  'bad-date': [
    '日期不存在或写法不对',
    'The date does not exist or is written wrongly',
    '写成 2026-01-31 这样的日期',
    'Write a date such as 2026-01-31',
  ],
  'too-small': ['数值太小', 'The number is too small', '调大', 'Raise it'],
  'too-big': ['数值太大', 'The number is too large', '调小', 'Lower it'],
  'too-few': ['数量不够', 'There are too few entries', '再补充', 'Add entries'],
  'too-many': ['数量太多', 'There are too many entries', '删去一些', 'Remove some'],
  'too-short': ['文字太短', 'The text is too short', '写得完整一些', 'Write it out'],
  'too-long': ['文字太长', 'The text is too long', '缩短', 'Shorten it'],
  'no-form-fits': [
    '不符合任何一种允许的写法',
    'The value fits none of the allowed forms',
    '参照样例城市改写',
    'Write it as the template city does',
  ],
  'duplicate-id': [
    '编号重复',
    'The identifier is used twice',
    '改名；如是新版本，请写新的 version',
    'Rename it; if it is a new version, give it a new version number',
  ],
  'file-name': [
    '文件名与编号不一致',
    'The file name differs from the identifier',
    '把文件名改成编号',
    'Name the file after the identifier',
  ],
  'period-reversed': [
    '结束日期不晚于开始日期',
    'The period ends before it begins',
    '检查起止日期',
    'Check both dates',
  ],
  'overlapping-validity': [
    '两个版本的有效期重叠',
    'Two versions are in force at once',
    '让旧版本在新版本开始日结束',
    'End the older on the day the newer begins',
  ],
  'validity-gap': [
    '两个版本之间有空档',
    'No version is in force in between',
    '补上日期，或用 gapBefore 说明原因',
    'Close the gap, or state the reason in gapBefore',
  ],
  'unknown-reference': [
    '引用的定义不存在',
    'The definition referred to does not exist',
    '检查拼写，或补上该定义',
    'Check the spelling or add the definition',
  ],
  unused: [
    '没有任何地方使用这个定义',
    'Nothing uses this definition',
    '使用它，或删除',
    'Use it or remove it',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string, zhRemedy: string, enRemedy: string]>

/** Where a fault is, without what it is. */
export type Place = Pick<Fault, 'file' | 'line' | 'column' | 'path'>

/** A fault of the loader; `about` names the thing, such as the key or the identifier. */
export function fault(code: FaultCode, place: Place, expected: string, about = ''): Fault {
  const [zh, en, zhRemedy, enRemedy] = words[code]
  return {
    ...place,
    code,
    expected,
    ...(about === '' ? {} : { about }),
    message: { zh, en },
    remedy: { zh: `${zhRemedy}。`, en: `${enRemedy}.` },
  }
}

/** What is wrong together with the thing that it is about, for those who read the file. */
export const withAbout = ({ message, about }: Pick<Fault, 'message' | 'about'>): Bilingual =>
  about === undefined ? message : { zh: `${message.zh}：${about}`, en: `${message.en}: ${about}` }

export const faultCodes = Object.keys(words) as readonly FaultCode[]
