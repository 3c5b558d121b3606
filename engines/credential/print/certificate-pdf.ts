import QRCode from 'qrcode'
import type { Bilingual } from '#kernel/text.ts'
import type { Instant } from '#kernel/time.ts'
import { type PdfPage, type PdfResult, renderPdf } from '#platform/pdf.ts'

/** What a printed licence shows, in the order in which it is read. */
export interface CertificateContent {
  readonly title: Bilingual
  /** the electronic-licence identifier */
  readonly number: string
  readonly rows: readonly { readonly label: Bilingual; readonly value: string }[]
  /** permits bundled with the licence */
  readonly permits: readonly {
    readonly name: Bilingual
    readonly id: string
    readonly until?: string | undefined
  }[]
  readonly issuedBy: string
  readonly issuedOn: string
  /** the link made by `compactLink` */
  readonly verificationLink: string
  readonly at: Instant
}

const left = 56
const width = 483
const ink = '#1a1a1a'
const faint = '#595959'
const rule = '#b3b3b3'

/** Draws the code as vectors: it stays sharp on any printer, and no image library is needed. */
function drawCode(page: PdfPage, link: string, x: number, y: number, size: number): void {
  const { modules } = QRCode.create(link, { errorCorrectionLevel: 'M' })
  const module = size / (modules.size + 8)
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column))
        page.rect(x + (column + 4) * module, y + (row + 4) * module, module, module)
  page.fill(ink)
}

function drawHead(page: PdfPage, content: CertificateContent): void {
  page.font('bold').fontSize(26).fillColor(ink).text(content.title.zh, left, 96, { width, align: 'center' })
  page.font('regular').fontSize(12).fillColor(faint).text(content.title.en, { width, align: 'center' })
  page.moveDown(0.5).fontSize(9).text(`证照标识 Identifier  ${content.number}`, { width, align: 'center' })
  page.moveDown(1.5)
}

/** A row is kept together; only one taller than a page runs on to the next. */
function startRow(page: PdfPage, value: string): number {
  const height = page
    .font('regular')
    .fontSize(11.5)
    .heightOfString(value, { width: width - 145 })
  const bottom = page.page.height - page.page.margins.bottom
  if (page.y + Math.max(height, 24) + 5 > bottom) page.addPage()
  return page.y
}

function drawRow(page: PdfPage, label: Bilingual, value: string): void {
  const top = startRow(page, value)
  page.font('regular').fontSize(10).fillColor(faint).text(label.zh, left, top, { width: 130 })
  page.fontSize(7.5).text(label.en, left, page.y, { width: 130 })
  const labelEnd = page.y
  page
    .font('regular')
    .fontSize(11.5)
    .fillColor(ink)
    .text(value, left + 145, top, { width: width - 145 })
  const end = Math.max(labelEnd, page.y) + 5
  page
    .moveTo(left, end)
    .lineTo(left + width, end)
    .lineWidth(0.4)
    .strokeColor(rule)
    .stroke()
  page.x = left
  page.y = end + 7
}

function drawPermits(page: PdfPage, permits: CertificateContent['permits']): void {
  if (permits.length === 0) return
  page
    .moveDown(0.6)
    .font('bold')
    .fontSize(11.5)
    .fillColor(ink)
    .text('归集的许可 Permits on this licence', left)
  page.moveDown(0.4)
  for (const permit of permits) {
    const until = permit.until ? `，有效至 ${permit.until}` : ''
    page
      .font('regular')
      .fontSize(10)
      .text(`${permit.name.zh} ${permit.name.en}  ${permit.id}${until}`, left, page.y, { width })
  }
}

const footHeight = 170

function drawFoot(page: PdfPage, content: CertificateContent): void {
  if (page.y > page.page.height - 56 - footHeight) page.addPage()
  const top = page.page.height - 56 - footHeight
  drawCode(page, content.verificationLink, left, top, 150)
  page.font('regular').fontSize(9).fillColor(faint)
  page.text('扫码核验。核验在您的手机上完成，不会告诉任何人是谁在查。', left + 165, top + 18, { width: 180 })
  page.moveDown(0.3).fontSize(8)
  page.text('Scan to verify. The check runs on your phone; nobody learns who checks.', { width: 180 })
  page
    .font('bold')
    .fontSize(11)
    .fillColor(ink)
    .text(content.issuedBy, left + 330, top + 80, { width: 153, align: 'right' })
  page.font('regular').text(content.issuedOn, { width: 153, align: 'right' })
}

/** A licence on paper: A4 with its code. Refused, not printed with gaps, when a character has no glyph. */
export const certificatePdf = (content: CertificateContent): Promise<PdfResult> =>
  renderPdf({ title: `${content.title.zh} ${content.number}`, at: content.at }, (page) => {
    drawHead(page, content)
    for (const row of content.rows) drawRow(page, row.label, row.value)
    drawPermits(page, content.permits)
    drawFoot(page, content)
  })

/** The code as SVG for the screen. */
export const codeSvg = (link: string): Promise<string> =>
  QRCode.toString(link, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
