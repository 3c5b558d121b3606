import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { FactList, type FactRow } from '#apps/web/kits/light/FactList.tsx'
import { Money } from '#apps/web/kits/light/Figure.tsx'

type Sheet = NonNullable<Output<'casework.previewAnswers'>['payment']>

/** One payment sheet: every line with how it is reckoned and by which law, what goes to whom, and all together. */
export function PaymentSheet({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const rows: FactRow[] = sheet.lines.map((line) => ({
    id: `${line.part}/${line.charge}`,
    term: text(line.title),
    value:
      line.amountFen === undefined ? (
        t('screens.payment.unknown')
      ) : line.freed ? (
        <s>
          <Money fen={line.amountFen} />
        </s>
      ) : (
        <Money fen={line.amountFen} />
      ),
    note: (
      <>
        {text(line.how)}
        {line.confidence !== 'verified' && ` ${t('screens.payment.toConfirm')}`}
        {line.freed && ` ${t('screens.payment.freed')}`}
      </>
    ),
  }))
  if (sheet.byPayee.length > 1)
    rows.push(
      ...sheet.byPayee.map((one) => ({
        id: `to ${one.payee.id}`,
        term: t('screens.payment.to', { payee: text(one.payee.title) }),
        value: <Money fen={one.amountFen} />,
      })),
    )
  return (
    <FactList
      rows={[
        ...rows,
        {
          id: 'total',
          term: <strong>{t('screens.payment.total')}</strong>,
          value: (
            <strong>
              <Money fen={sheet.totalFen} />
            </strong>
          ),
        },
      ]}
    />
  )
}
