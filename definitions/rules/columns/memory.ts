const pageBytes = 65_536
const most = 65_536
const alignment = 64

/**
 * One stretch of shared memory that holds the coded columns, the programs and the working planes, so that kernels and threads reach
 * all of them by address. It grows; views taken before stay valid but do not reach what was added.
 */
export class CityMemory {
  readonly memory: WebAssembly.Memory
  private top = alignment
  private readonly released: { address: number; bytes: number }[] = []
  private seen: { buffer: ArrayBufferLike; bytes: Uint8Array; words: Int32Array } | undefined

  constructor(firstPages = 16) {
    this.memory = new WebAssembly.Memory({ initial: firstPages, maximum: most, shared: true })
  }

  get bytes(): Uint8Array {
    return this.views().bytes
  }

  get words(): Int32Array {
    return this.views().words
  }

  /** bytes taken from the machine */
  get size(): number {
    return this.memory.buffer.byteLength
  }

  /** The address of so many bytes, a multiple of 64. What stood there before is not cleared. */
  take(wanted: number): number {
    const bytes = aligned(wanted)
    const place = this.released.findIndex((gap) => gap.bytes >= bytes)
    const gap = this.released[place]
    if (gap !== undefined) {
      if (gap.bytes === bytes) this.released.splice(place, 1)
      else this.released[place] = { address: gap.address + bytes, bytes: gap.bytes - bytes }
      return gap.address
    }
    const address = this.top
    this.top += bytes
    const missing = this.top - this.size
    if (missing > 0) this.memory.grow(Math.ceil(missing / pageBytes))
    return address
  }

  /** Gives back what `take` gave. Neighbouring gaps become one. */
  release(address: number, wanted: number): void {
    this.released.push({ address, bytes: aligned(wanted) })
    this.released.sort((a, b) => a.address - b.address)
    const gaps = this.released.splice(0)
    for (const gap of gaps) {
      const last = this.released.at(-1)
      if (last !== undefined && last.address + last.bytes === gap.address) last.bytes += gap.bytes
      else this.released.push({ ...gap })
    }
    const last = this.released.at(-1)
    if (last !== undefined && last.address + last.bytes === this.top) {
      this.top = last.address
      this.released.pop()
    }
  }

  private views() {
    const { buffer } = this.memory
    if (this.seen?.buffer !== buffer)
      this.seen = { buffer, bytes: new Uint8Array(buffer), words: new Int32Array(buffer) }
    return this.seen
  }
}

const aligned = (bytes: number) => Math.ceil(Math.max(bytes, 1) / alignment) * alignment
