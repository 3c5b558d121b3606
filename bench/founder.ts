/** What a founder answers in the default city's theme; the core name differs so that no name is taken. */
export const answersOfAFounder = (index: number): Record<string, unknown> => ({
  'core-name': `测速${[...String(index)].map((digit) => '零壹贰叁肆伍陆柒捌玖'[Number(digit)]).join('')}`,
  'trade-word': 'technology',
  'organisation-form': 'llc',
  'business-activities': ['software-development'],
  district: 'tianhe',
  'address-kind': 'declared',
  'address-line': '测速路1号101房',
  'registered-capital': 100_000_000,
  'founder-kind': 'myself',
  'opening-staff': 0,
  'book-bank-account': false,
  'founder-identity-number': '11010519491231002X',
  'founder-telephone': '13800138000',
})
