import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useMe, useRead } from '#apps/web/client/hooks.ts'
import { Money } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { useReasonRules } from '#apps/web/workbench/kit/forms.ts'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { PlaceLink, usePlace } from '#apps/web/workbench/kit/place.tsx'
import { Figures, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords, type Words } from '#apps/web/workbench/kit/words.ts'
import { Waiting } from '#apps/web/workbench/parts/Waiting.tsx'
import { bookAccounts } from './accounts.ts'
import { fenOfYuan } from './fen.ts'
import { Transfers } from './Transfers.tsx'
import { YuanInput } from './YuanInput.tsx'

type Book = Output<'ledger.getBook'>
const lookEveryMs = 10_000

/** One book: what it has and owes, whether it adds up, every transfer. */
export default function BookPage({ bookId }: { bookId: string }) {
  const t = useWords()
  const may = useMay()
  const me = useMe().data?.may
  const audits = me?.['ledger.listStatements'] !== undefined
  const follows = me?.['ledger.listRepayments'] !== undefined
  const { go } = usePlace()
  const [changing, setChanging] = useState(false)
  const result = useRead('ledger.getBook', { bookId }, { everyMs: lookEveryMs })
  const book = result.data
  return (
    <WorkPage
      title={book?.title ?? t('books.book')}
      above={<PlaceLink to="books">{t('place.books')}</PlaceLink>}
      lead={book && t('books.of', { period: book.period, account: book.bankAccount })}
      actions={
        book && (
          <>
            {may('ledger.makeBatchFile') && (
              <Button onClick={() => go(`books/${bookId}/files`)}>{t('files.title')}</Button>
            )}
            {audits && (
              <Button onClick={() => go(`books/${bookId}/statements`)}>{t('statements.title')}</Button>
            )}
            {follows && (
              <Button onClick={() => go(`books/${bookId}/repayments`)}>{t('repayments.title')}</Button>
            )}
            {may('ledger.changeBudget') && (
              <Button onClick={() => setChanging(true)}>{t('ledger:operations.changeBudget')}</Button>
            )}
          </>
        )
      }
    >
      <Loaded result={result} lines={8}>
        {(found) => <BookBody book={found} />}
      </Loaded>
      {book && changing && <BudgetDialog book={book} onClose={() => setChanging(false)} />}
    </WorkPage>
  )
}

function BookBody({ book }: { book: Book }) {
  const t = useWords()
  const may = useMay()
  const waiting = book.transfers.find(({ state }) => state === 'waiting')
  const askedBack = book.repayments.open > 0 || book.repayments.receivedFen > 0
  return (
    <>
      {!book.balanced && (
        <Notice tone="late" title={t('books.unbalanced')} live>
          <p>{t('books.unbalancedText')}</p>
        </Notice>
      )}
      {book.repayments.overdue > 0 && (
        <Notice tone="late" title={t('repayments.overdueCount', { count: book.repayments.overdue })} />
      )}
      {book.disputed > 0 && <Notice tone="late" title={t('books.disputed', { count: book.disputed })} />}
      <Figures
        items={[
          ...bookAccounts.map((account) => ({
            id: account,
            word: t(`ledger:labels.${account}`),
            value: <Money fen={account === 'budget' ? -book.balances.budget : book.balances[account]} big />,
          })),
          ...(askedBack ? askedBackFigures(book, t) : []),
        ]}
      />
      {may('ledger.settleDispute') || may('ledger.reverse') ? (
        <Transfers book={book} />
      ) : (
        <p>{t('books.transfersElsewhere')}</p>
      )}
      {waiting && waiting.count > 0 && <Waiting bookId={book.bookId} />}
    </>
  )
}

const askedBackFigures = ({ repayments }: Book, t: Words) => [
  { id: 'asked-back', word: t('repayments.openSum'), value: <Money fen={repayments.openFen} big /> },
  { id: 'came-back', word: t('repayments.cameBack'), value: <Money fen={repayments.receivedFen} big /> },
]

interface Values {
  readonly budget: string
  readonly reason: string
}

function BudgetDialog({ book, onClose }: { book: Book; onClose: () => void }) {
  const t = useWords()
  const say = useToast()
  const [form] = Form.useForm<Values>()
  const rules = useReasonRules()
  const change = useOfficerAct('ledger.changeBudget')
  const submit = async ({ budget, reason }: Values) => {
    if (!(await change.run({ bookId: book.bookId, budgetFen: fenOfYuan(budget), reason }))) return
    say(t('books.changed'))
    onClose()
  }
  return (
    <ActDialog<Values>
      open
      title={t('ledger:operations.changeBudget')}
      act={t('ledger:operations.changeBudget')}
      form={form}
      initial={{ budget: (-book.balances.budget / 100).toFixed(2) }}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
      pending={change.pending}
      problem={change.problem}
    >
      <Form.Item
        name="budget"
        label={t('books.newBudget')}
        rules={[{ required: true, message: t('form.required') }]}
      >
        <YuanInput />
      </Form.Item>
      <Form.Item name="reason" label={t('act.reason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </ActDialog>
  )
}
