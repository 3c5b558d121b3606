import { Input, InputNumber, Select } from 'antd'
import { useMe, useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { bodyIn, type PartProps, textIn, withText } from './body.ts'
import { Labelled } from './Labelled.tsx'
import { ModePart } from './ModePart.tsx'
import { Exclusive, Highest } from './TogetherPart.tsx'
import css from './write.module.css'

/** How and when a policy is given, from which money, and which others it excludes. */
export function GivingPart(props: PartProps) {
  const { policy, locked, put } = props
  const t = useWords()
  const inForce = bodyIn(policy['inForce'])
  return (
    <Sheet title={t('policy:screens.write.giving')}>
      <ModePart {...props} />
      <div className={css.pairOf}>
        {(['from', 'until'] as const).map((end) => (
          <Labelled key={end} label={t(`policy:screens.write.${end}`)}>
            <Input
              type="date"
              aria-label={t(`policy:screens.write.${end}`)}
              disabled={locked}
              value={textIn(inForce[end])}
              onChange={(event) => put({ inForce: withText(inForce, end, event.target.value) })}
            />
          </Labelled>
        ))}
      </div>
      <Budget {...props} />
      <Exclusive {...props} />
      <Highest {...props} />
    </Sheet>
  )
}

function Budget({ policy, locked, put }: PartProps) {
  const t = useWords()
  const text = useText()
  const me = useMe().data
  const books = useRead('ledger.listBooks', {}, { enabled: me?.may['ledger.listBooks'] !== undefined }).data
  const funds = useRead('policy.listBuildingBlocks', {}).data?.funds ?? []
  const budget = bodyIn(policy['budget'])
  const book = textIn(budget['book'])
  const own = `fund-of-${textIn(policy['id'])}`
  const year = Number(budget['year'] ?? textIn(bodyIn(policy['inForce'])['from']).slice(0, 4))
  const nameOf = (fund: string) => {
    const open = books?.items.find((one) => one.fund === fund)
    const used = funds.find(({ id }) => id === fund)?.policies.map(({ title }) => text(title))
    if (open) return open.title
    return used?.length
      ? t('policy:screens.write.fundOf', { policies: used.join(t('policy:screens.write.listed')) })
      : t('policy:screens.write.ownFund')
  }
  const ids = [
    ...new Set([
      own,
      ...(books?.items.map(({ fund }) => fund) ?? []),
      ...funds.map(({ id }) => id),
      ...(book ? [book] : []),
    ]),
  ]
  return (
    <>
      <Labelled label={t('policy:screens.write.book')}>
        <Select
          aria-label={t('policy:screens.write.book')}
          className={css.full}
          allowClear
          placeholder={t('policy:screens.write.noBook')}
          disabled={locked}
          value={book || undefined}
          options={ids.map((value) => ({ value, label: nameOf(value) }))}
          onChange={(next: string | undefined) =>
            put({ budget: next ? { ...budget, book: next, year } : undefined })
          }
        />
      </Labelled>
      {book && (
        <div className={css.pairOf}>
          <Labelled label={t('policy:screens.write.budgetYear')}>
            <InputNumber
              aria-label={t('policy:screens.write.budgetYear')}
              min={2000}
              max={2100}
              precision={0}
              disabled={locked}
              value={year}
              onChange={(next) => put({ budget: { ...budget, year: next ?? year } })}
            />
          </Labelled>
          <Labelled label={t('policy:screens.write.budget')}>
            <Input
              aria-label={t('policy:screens.write.budget')}
              placeholder={t('policy:screens.write.budgetHint')}
              disabled={locked}
              value={textIn(budget['amount'])}
              onChange={(event) => put({ budget: withText(budget, 'amount', event.target.value) })}
            />
          </Labelled>
        </div>
      )}
    </>
  )
}
