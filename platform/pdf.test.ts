import { describe, expect, it } from 'vitest'
import { type PdfPage, renderPdf } from './pdf.ts'

const at = '2026-03-02T02:00:00.000Z'
const render = (build: (page: PdfPage) => void) => renderPdf({ title: '通知书', at }, build)

describe('a document with Chinese text', () => {
  it('is made with its fonts inside, the same bytes every time', async () => {
    const build = (page: PdfPage) => {
      page.font('bold').fontSize(18).text('受理通知书')
      page.font('regular').text('您的申请已受理。广州宜商样例科技有限公司 Yishang Ltd. 龘䶮')
    }
    const first = await render(build)
    const second = await render(build)
    if (!('pdf' in first)) throw new Error('not printed')
    expect(first.pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(first.pdf.toString('latin1')).toContain('NotoSansSC')
    expect(first.pdf.length).toBeLessThan(100_000)
    expect(second).toEqual(first)
  })

  it('is not made when a character has no glyph, and names every such character', async () => {
    const result = await render((page) => {
      page.text('张😀三')
      page.font('bold').text('𪚥面馆', { width: 100 })
      page.list(['甲', 'ע'])
    })
    expect(result).toEqual({ missingGlyphs: ['😀', '𪚥', 'ע'] })
  })

  it('reports a fault of the builder as a rejection', async () => {
    await expect(
      render(() => {
        throw new Error('broken builder')
      }),
    ).rejects.toThrow('broken builder')
  })
})
