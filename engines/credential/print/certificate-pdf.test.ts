import { describe, expect, it } from 'vitest'
import { type CertificateContent, certificatePdf, codeSvg } from './certificate-pdf.ts'
import { longestLink } from '../signing/compact.ts'

const content: CertificateContent = {
  title: { zh: '营业执照', en: 'Business Licence' },
  number: '1.2.156.3005.2.TYPE.11440101MB2D282878.00000012.001.A',
  rows: [
    { label: { zh: '统一社会信用代码', en: 'Credit code' }, value: '91440101MA5CJQ4N59' },
    { label: { zh: '名称', en: 'Name' }, value: '广州宜商样例科技有限公司' },
    { label: { zh: '经营范围', en: 'Scope' }, value: '软件开发；信息技术咨询服务；'.repeat(20) },
  ],
  permits: [
    { name: { zh: '食品经营许可', en: 'Food business permit' }, id: 'JY14401060012345', until: '2031-03-01' },
  ],
  issuedBy: '样例市市场监督管理局',
  issuedOn: '2026-03-02',
  verificationLink: `https://yishang.example/v#${'A'.repeat(longestLink - 26)}`,
  at: '2026-03-02T02:00:00.000Z',
}

describe('a licence on paper', () => {
  it('is a PDF, even with the longest link and a long scope', async () => {
    const result = await certificatePdf(content)
    expect('pdf' in result && result.pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('goes on over pages rather than over its own code', async () => {
    const scope = content.rows[2]
    const rows = Array.from({ length: 40 }, () => scope).filter((row) => row !== undefined)
    const result = await certificatePdf({ ...content, rows })
    if (!('pdf' in result)) throw new Error('not printed')
    const pages = result.pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length
    expect(pages).toBeGreaterThan(5)
    expect(pages).toBeLessThan(12)
  })

  it('is not printed when a name holds a character without glyph', async () => {
    const rows = [{ label: { zh: '名称', en: 'Name' }, value: '𪚥𪚥面😀' }]
    expect(await certificatePdf({ ...content, rows })).toEqual({ missingGlyphs: ['𪚥', '😀'] })
  })

  it('has its code as SVG for the screen', async () => {
    expect(await codeSvg(content.verificationLink)).toMatch(/^<svg[^>]*viewBox/)
  })
})
