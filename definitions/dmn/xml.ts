import { parseXml, XmlCdata, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml'
import type { Complaint } from '#kernel/definition.ts'
import { complain } from '../complaint.ts'

/** An element without its prefix; attributes keep theirs. */
export interface Element {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly Element[]
  /** the text directly inside, white space kept */
  readonly text: string
}

/** Longest document in UTF-16 units, and elements inside one another. */
export const xmlLimits = { length: 8_000_000, depth: 200 }

/** A document that cannot be read as a model. */
export class DmnFault extends Error {
  readonly complaint: Complaint
  constructor(
    code: DmnFaultCode,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`)
    const [message, remedy] = words[code]
    this.complaint = complain(
      code,
      [],
      detail,
      [`${message[0]}：${detail}`, `${message[1]}: ${detail}`],
      remedy,
    )
  }
}

type Pair = readonly [zh: string, en: string]
const words = {
  'dmn-xml': [
    ['不是有效的 XML', 'not well-formed XML'],
    ['请用建模工具重新导出', 'Export the file again from the modelling tool'],
  ],
  'dmn-too-large': [
    ['文件太大或嵌套太深', 'the file is too large or nested too deeply'],
    ['请拆成几个模型并互相引用', 'Split it into several models that import one another'],
  ],
  'dmn-not-a-model': [
    ['不是 DMN 模型', 'not a DMN model'],
    ['根元素应为 definitions，并有 namespace 和 name', 'The root is definitions with a namespace and a name'],
  ],
  'dmn-form': [
    ['模型里缺少必要的部分', 'a necessary part of the model is missing'],
    ['请在建模工具里补全', 'Complete the model in the modelling tool'],
  ],
} as const satisfies Record<string, readonly [Pair, Pair]>
export type DmnFaultCode = keyof typeof words
export const dmnFaultCodes = Object.keys(words) as DmnFaultCode[]

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/** Reads a document into its root element. Throws `DmnFault`. Entities of one's own are not read, so none can expand. */
export function readXml(text: string): Element {
  if (text.length > xmlLimits.length) throw new DmnFault('dmn-too-large', String(text.length))
  if (deepest(text) > xmlLimits.depth) throw new DmnFault('dmn-too-large', `> ${xmlLimits.depth}`)
  try {
    const { root } = parseXml(text.replace(/^\uFEFF/, ''), { resolveUndefinedEntity: () => undefined })
    if (root === null) throw new DmnFault('dmn-xml', 'root')
    return elementOf(root)
  } catch (error) {
    if (error instanceof XmlError) throw new DmnFault('dmn-xml', error.message.split('\n')[0] ?? '')
    throw error
  }
}

function elementOf(node: XmlElement): Element {
  const children: Element[] = []
  let text = ''
  for (const child of node.children) {
    if (child instanceof XmlElement) children.push(elementOf(child))
    else if (child instanceof XmlText || child instanceof XmlCdata) text += child.text
  }
  return { name: localName(node.name), attributes: new Map(Object.entries(node.attributes)), children, text }
}

/** An upper bound of the nesting, counted before the parser's recursion meets it. */
function deepest(text: string): number {
  let depth = 0
  let most = 0
  for (const [tag] of text.matchAll(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\/?[^\s<>!?/][^<>]*>/g)) {
    if (tag.startsWith('<!')) continue
    if (tag.startsWith('</')) depth--
    else if (!tag.endsWith('/>')) most = Math.max(most, ++depth)
  }
  return most
}

export const childOf = (element: Element, name: string): Element | undefined =>
  element.children.find((child) => child.name === name)
export const childrenOf = (element: Element, name: string): readonly Element[] =>
  element.children.filter((child) => child.name === name)
export const attribute = (element: Element | undefined, name: string): string | undefined =>
  element?.attributes.get(name)

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}
const escaped = (text: string, signs: RegExp) => text.replace(signs, (sign) => escapes[sign] ?? sign)

/** An element to be written. */
export interface Written {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string | undefined>>
  readonly children?: readonly (Written | undefined)[]
  readonly text?: string
}

/** The document's text, indented; text content is kept to the letter. */
export function writeXml(root: Written): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, '').join('\n')}\n`
}

function lines(element: Written, indent: string): string[] {
  const attributes = Object.entries(element.attributes ?? {})
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(value, /[&<>"\r\n\t]/g)}"`)
    .join('')
  const open = `${indent}<${element.name}${attributes}`
  if (element.text !== undefined) return [`${open}>${escaped(element.text, /[&<>\r]/g)}</${element.name}>`]
  const children = (element.children ?? []).filter((child) => child !== undefined)
  if (children.length === 0) return [`${open}/>`]
  return [
    `${open}>`,
    ...children.flatMap((child) => lines(child, `${indent}  `)),
    `${indent}</${element.name}>`,
  ]
}
