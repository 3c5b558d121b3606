import { type Code, flat, i32, type Kind, type Local, unsigned } from './code.ts'

/** A function without a result, all of whose parameters are 32-bit words. */
export interface KernelFunction {
  readonly name: string
  readonly parameters: number
  readonly locals: readonly Kind[]
  readonly body: Code
}

/** Writes a function; `write` receives its parameters by name and takes further variables as it goes. */
export function kernel<Name extends string>(
  name: string,
  parameters: readonly Name[],
  write: (parameters: Readonly<Record<Name, Local>>, local: (kind: Kind) => Local) => Code,
): KernelFunction {
  const locals: Kind[] = []
  const given = Object.fromEntries(
    parameters.map((parameter, index): [string, Local] => [parameter, { index, kind: i32 }]),
  ) as Record<Name, Local>
  const body = write(given, (kind) => {
    locals.push(kind)
    return { index: parameters.length + locals.length - 1, kind }
  })
  return { name, parameters: parameters.length, locals, body }
}

const counted = (items: readonly Code[]): Code => [unsigned(items.length), items]
const section = (id: number, content: Code): Code => {
  const bytes = flat(content)
  return [id, unsigned(bytes.length), bytes]
}
const text = (value: string): Code => [value.length, [...value].map((letter) => letter.charCodeAt(0))]

const pages = { least: 1, most: 65_536 }

/** The bytes of a module over one shared memory, `city.memory`. */
export function moduleOf(functions: readonly KernelFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(
    ({ parameters }): Code => [0x60, counted(Array.from({ length: parameters }, () => i32)), 0],
  )
  const memory: Code = [text('city'), text('memory'), 0x02, 0x03, unsigned(pages.least), unsigned(pages.most)]
  const bodies = functions.map(({ locals, body }) => {
    const bytes = flat([counted(locals.map((kind) => [1, kind])), body, 0x0b])
    return [unsigned(bytes.length), bytes]
  })
  return new Uint8Array(
    flat([
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, counted(types)),
      section(2, counted([memory])),
      section(3, counted(functions.map((_, index) => unsigned(index)))),
      section(7, counted(functions.map(({ name }, index) => [text(name), 0x00, unsigned(index)]))),
      section(10, counted(bodies)),
    ]),
  )
}
